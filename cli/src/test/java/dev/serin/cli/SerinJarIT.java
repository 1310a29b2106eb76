package dev.serin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that build machines get, from outside. */
class SerinJarIT {
  private static final Path JAR = Path.of("target/serin.jar").toAbsolutePath();
  private static final long LARGEST = 40L * 1000 * 1000;
  private static final List<String> FOREIGN =
      List.of(
          "io/quarkus/",
          "io/vertx/",
          "dev/serin/agent/",
          "dev/serin/rollout/",
          "dev/serin/cluster/",
          "dev/serin/demo/",
          "org/junit/",
          "com/networknt/");

  @Test
  void itStaysSmall() throws IOException {
    assertTrue(Files.size(JAR) < LARGEST, Files.size(JAR) + " bytes");
  }

  @Test
  void itHoldsNothingOfTheAgentTheDemoOrTheTestsAndNoSignatures() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        assertTrue(FOREIGN.stream().noneMatch(name::contains), name);
        assertFalse(name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"), name);
      }
    }
  }

  @Test
  void noEntryIsNewerThanThePinnedTimeSoThatTheJarIsReproducible() throws IOException {
    LocalDateTime pinned = LocalDateTime.parse("2026-11-23T00:00:00");
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertEquals(
          List.of(), jar.stream().filter(entry -> entry.getTimeLocal().isAfter(pinned)).toList());
    }
  }

  @Test
  void itRunsAlone(@TempDir Path folder) throws Exception {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    assertTrue(run(folder, environment, 0, "--help").contains("Usage: serin"));
    assertTrue(run(folder, environment, 2, "plan").contains("is in no git repository"));
  }

  @Test
  void aToolThatIsMissingIsNamedAndNothingIsStarted(@TempDir Path folder) throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path repository = Files.createDirectory(folder.resolve("shop"));
    new CommandTester(repository)
        .write("cart/package.json", "{\"scripts\": {\"start\": \"node x\"}}")
        .commit();
    Map<String, String> environment = Map.of("PATH", empty.toString(), "CI", "true");
    String said = run(repository, environment, 2, "build");
    assertTrue(
        said.startsWith(
            "serin: This machine cannot build the affected services; nothing was started:\n"
                + "  cart: service cart needs Node"),
        said);
    assertTrue(said.contains("no 'node' on the PATH"), said);
    assertFalse(Files.exists(repository.resolve(".serin")));
    String doctor = run(repository, environment, 1, "doctor");
    assertTrue(doctor.contains("missing   node"), doctor);
  }

  private static String run(
      Path folder, Map<String, String> environment, int code, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), output);
    return output;
  }
}
