package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import groovy.lang.GroovyObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.Test;

class StageGroupTest {

  private static Object agent(String label) throws ReflectiveOperationException {
    return InvokerHelper.invokeMethod(
        Library.classes().loadClass("dev.serin.pipeline.BuildAgent"), "of", label);
  }

  private static List<String> titles(List<String> services, Map<String, Object> agents, int most)
      throws ReflectiveOperationException {
    Object groups =
        InvokerHelper.invokeMethod(
            Library.classes().loadClass("dev.serin.pipeline.StageGroup"),
            "of",
            new Object[] {services, agents, agent("linux"), most});
    return ((List<?>) groups)
        .stream()
            .map(group -> String.valueOf(((GroovyObject) group).invokeMethod("title", null)))
            .toList();
  }

  private static List<String> letters(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + (char) ('a' + i)).toList();
  }

  @Test
  void asLongAsTheyAreFewEachHasItsOwn() throws ReflectiveOperationException {
    assertEquals(List.of("sa", "sb", "sc"), titles(letters(3), Map.of(), 12));
    assertEquals(List.of(), titles(List.of(), Map.of(), 12));
  }

  @Test
  void manyShareStagesEvenly() throws ReflectiveOperationException {
    assertEquals(
        List.of("sa … sc (3)", "sd … se (2)", "sf … sg (2)"), titles(letters(7), Map.of(), 3));
  }

  @Test
  void differentAgentsAreNeverInOneStage() throws ReflectiveOperationException {
    assertEquals(
        List.of("sa … sd (3)", "se … sg (3)", "sc"),
        titles(letters(7), Map.of("sc", agent("large")), 3));
    assertEquals(List.of("sa … sg (6)", "sc"), titles(letters(7), Map.of("sc", agent("large")), 1));
  }
}
