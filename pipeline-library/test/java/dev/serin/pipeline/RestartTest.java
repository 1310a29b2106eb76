package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the library keeps while it waits can be written down; and what cannot, fails a test. */
class RestartTest {

  @Test
  void whatCannotBeWrittenDownFailsTheRun() {
    CpsPipeline pipeline = Shop.pipeline(List.of(), Set.of());
    assertThrows(
        NotSerializableException.class,
        () ->
            pipeline.run(
                """
                def matcher = 'cart' =~ 'c.*'
                echo 'a step'
                matcher.find()
                """));
  }

  @Test
  void variablesOutliveARestart() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of(), Set.of());
    assertEquals(
        "cart, orders",
        pipeline.run(
            """
            def names = ['cart']
            stage('x') {
              echo 'a step'
              names << 'orders'
            }
            echo 'another'
            return names.join(', ')
            """));
  }

  @TestFactory
  Stream<DynamicTest> everyClassWithAStateCanBeWrittenDown() {
    return Library.files("src", ".groovy").stream()
        .map(file -> file.getFileName().toString().replace(".groovy", ""))
        .map(name -> dynamicTest(name, () -> canBeWrittenDown("dev.serin.pipeline." + name)));
  }

  private static void canBeWrittenDown(String name) throws ClassNotFoundException {
    Class<?> type = Library.classes().loadClass(name);
    List<Field> state =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !field.isSynthetic() && !Modifier.isStatic(field.getModifiers()))
            .filter(field -> !Modifier.isTransient(field.getModifiers()))
            .toList();
    assertTrue(
        state.isEmpty() || Serializable.class.isAssignableFrom(type), name + " keeps " + state);
    assertTrue(
        state.isEmpty()
            || Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> field.getName().equals("serialVersionUID")),
        name + " changes its form with every compiler");
  }
}
