package dev.serin.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.cli.doctor.Check.State;
import dev.serin.cli.doctor.Probe.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private final Map<String, Answer> answers =
      new HashMap<>(
          Map.of(
              "mvn", new Answer(true, "\u001b[1mApache Maven 3.9.1 (x)\u001b[m\n"),
              "javac", new Answer(true, "javac 17.0.1\n"),
              "node", new Answer(true, "v20.1.0\n"),
              "npm", new Answer(true, "9.2.0\n"),
              "python3", new Answer(true, "Python 3.11.2\n")));

  @Test
  void whatIsThereIsOkWithItsVersion() throws InterruptedException {
    Check maven = check("mvn", Set.of("maven"), Optional.empty());
    assertEquals(State.OK, maven.state());
    assertEquals("3.9.1", maven.version());
  }

  @Test
  void whatIsMissingCountsOnlyWhenItIsNeeded() throws InterruptedException {
    answers.remove("node");
    assertEquals(State.MISSING, check("node", Set.of("npm"), Optional.empty()).state());
    assertEquals(State.OPTIONAL, check("node", Set.of("maven"), Optional.empty()).state());
    assertTrue(check("node", Set.of("npm"), Optional.empty()).detail().contains("install Node 20"));
  }

  @Test
  void whatIsTooOldSaysSo() throws InterruptedException {
    answers.put("python3", new Answer(true, "Python 3.8.20\n"));
    Check python = check("python3", Set.of("python"), Optional.empty());
    assertEquals(State.MISSING, python.state());
    assertTrue(python.detail().startsWith("older than 3.9; "), python.detail());
    answers.put("python3", new Answer(true, "Python 3.10\n"));
    assertEquals(State.OK, check("python3", Set.of("python"), Optional.empty()).state());
    answers.put("mvn", new Answer(true, "Apache Maven 3.8.6\n"));
    assertEquals(State.MISSING, check("mvn", Set.of("maven"), Optional.empty()).state());
  }

  @Test
  void aToolThatFailsIsQuoted() throws InterruptedException {
    answers.put("npm", new Answer(false, "\nenv: 'node': No such file or directory\n"));
    Check npm = check("npm", Set.of(), Optional.empty());
    assertEquals(State.OPTIONAL, npm.state());
    assertTrue(npm.detail().startsWith("env: 'node': No such file or directory; "), npm.detail());
  }

  @Test
  void anOldJavaIsMissing() throws InterruptedException {
    List<Check> checks =
        new Doctor(this::answer, Runtime.Version.parse("11.0.2"))
            .examine(Set.of(), Optional.empty());
    assertEquals(State.MISSING, checks.get(0).state());
  }

  @Test
  void aClusterIsLookedAtOnlyWhenOneIsGiven() throws InterruptedException {
    assertEquals(State.OPTIONAL, check("kubectl", Set.of(), Optional.empty()).state());
    Optional<Path> config = Optional.of(Path.of("/k"));
    assertEquals(State.MISSING, check("kubectl", Set.of(), config).state());
    answers.put("kubectl", new Answer(true, "{\"gitVersion\": \"v1.32.4\"}"));
    answers.put(
        "kubectl --kubeconfig=/k",
        new Answer(
            true,
            "{\"clientVersion\": {\"gitVersion\": \"v1.32.4\"},"
                + " \"serverVersion\": {\"gitVersion\": \"v1.34.0\"}}"));
    Check cluster = check("cluster", Set.of(), config);
    assertEquals(State.OK, cluster.state());
    assertEquals("1.34.0", cluster.version());
    answers.put("kubectl --kubeconfig=/k", new Answer(false, "warning\nconnection refused\n"));
    Check lost = check("cluster", Set.of(), config);
    assertEquals(State.MISSING, lost.state());
    assertTrue(lost.detail().startsWith("not reached: connection refused; check "));
  }

  private Check check(String name, Set<String> toolchains, Optional<Path> kubeconfig)
      throws InterruptedException {
    return new Doctor(this::answer, Runtime.Version.parse("17.0.1"))
        .examine(toolchains, kubeconfig).stream()
            .filter(check -> check.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private Optional<Answer> answer(List<String> command) {
    return Optional.ofNullable(answers.get(command.get(0) + " " + command.get(1)))
        .or(() -> Optional.ofNullable(answers.get(command.get(0))));
  }
}
