package dev.serin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final String HOME = "serin.home";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final String homeBefore = System.getProperty(HOME, "");

  @BeforeEach
  void setHome() {
    System.setProperty(HOME, "..");
  }

  @AfterEach
  void putHomeBack() {
    if (homeBefore.isEmpty()) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, homeBefore);
    }
  }

  @Test
  void helpShowsTheStoriesExamplesAndExitCodes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("bad-change"), out.toString());
    assertTrue(out.toString().contains("./serin demo --keep"), out.toString());
    assertTrue(out.toString().contains("not a place to run services"), out.toString());
    assertTrue(out.toString().contains("Exit codes"), out.toString());
  }

  @Test
  void anUnknownStoryIsRefusedWithTheNamesOfThoseThereAre() {
    assertEquals(2, run("--story", "nonsense"));
    assertTrue(
        err.toString()
            .contains(
                "serin demo: there is no story 'nonsense'; there are: first-commit, good-change"),
        err.toString());
  }

  @Test
  void aMistypedOptionIsAnsweredInOneLineWithWhatMayHaveBeenMeant() {
    String answer =
        "serin demo: unknown option '--stry'; did you mean '--story'? Try 'serin demo --help'."
            + System.lineSeparator();

    assertEquals(2, run("--stry", "bad-change"));
    assertEquals(answer, err.toString());

    err.getBuffer().setLength(0);
    assertEquals(2, run("--story", "bad-change", "--stry"));
    assertEquals(answer, err.toString());
  }

  @Test
  void anArgumentThatIsNoOptionIsRefused() {
    assertEquals(2, run("everything"));
    assertEquals(
        "serin demo: unexpected argument 'everything'. Try 'serin demo --help'."
            + System.lineSeparator(),
        err.toString());
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    assertEquals(2, run("--port", "70000"));
    assertEquals(2, run("--rate", "0"));
    assertEquals(2, run("--rate", "NaN"));
    assertTrue(err.toString().contains("--port is a number from 0 to 65535"), err.toString());
    assertTrue(err.toString().contains("--rate is a number from 1 to 500"), err.toString());
  }

  @Test
  void optionsOfARealClusterAreRefusedWithoutOne() {
    assertEquals(2, run("--registry", "registry.example/demo"));
    assertTrue(err.toString().contains("need --context or --kubeconfig"), err.toString());
  }

  @Test
  void aRealClusterNeedsARegistry() {
    assertEquals(2, run("--context", "kind"));
    assertTrue(err.toString().contains("--registry REGISTRY/PREFIX"), err.toString());
  }

  @Test
  void whatMakesNoSenseOnARealClusterIsRefused() {
    String[] cluster = {"--context", "kind", "--registry", "registry.example/demo"};
    assertEquals(2, run(with(cluster, "--port", "8080")));
    assertEquals(2, run(with(cluster, "--namespace", "Not a name")));
    assertEquals(2, run(with(cluster, "--prometheus", "prometheus:9090")));
    assertEquals(2, run("--context", "kind", "--registry", "demo"));
    for (String part : List.of("--port is for the local", "--namespace is", "--prometheus is")) {
      assertTrue(err.toString().contains(part), err.toString());
    }
  }

  private static String[] with(String[] first, String... second) {
    return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
  }

  private int run(String... arguments) {
    return DemoCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
