package dev.serin.cluster.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class RuntimesTest {
  @TempDir private Path folder;

  @Test
  void findsTheFirstThatIsNewEnough() throws Exception {
    Path old = program("old/python3", "Python 3.9.2");
    Path good = program("good/python3", "Python 3.12.1");
    Runtimes runtimes = new Runtimes(List.of(parent(old), parent(good)), folder);
    assertEquals(good, runtimes.find("python3.11").executable());
    assertEquals(old, runtimes.find("python3").executable());
  }

  @Test
  void saysWhatIsMissingAndWhatIsTooOld() throws Exception {
    Path old = program("old/node", "v18.19.0");
    Runtimes runtimes = new Runtimes(List.of(parent(old)), folder);
    assertTrue(problem(runtimes, "node20").contains(old + " is 18.19.0"));
    assertTrue(problem(runtimes, "java17").contains("there is none"));
    assertTrue(problem(runtimes, "cobol85").contains("java, node and python are known"));
    assertTrue(problem(runtimes, "../x1").contains("java, node and python are known"));
  }

  @Test
  void comparesVersionsByTheirNumbers() {
    assertTrue(Runtimes.atLeast("3.11.2", "3.11"));
    assertTrue(Runtimes.atLeast("3.12", "3.9.9"));
    assertTrue(Runtimes.atLeast("21", "17"));
    assertFalse(Runtimes.atLeast("3.9", "3.11"));
    assertFalse(Runtimes.atLeast("17", "17.0.1"));
  }

  private Path program(String name, String version) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(parent(file));
    Files.writeString(file, "#!/bin/sh\necho '" + version + "'\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static String problem(Runtimes runtimes, String wanted) {
    return String.valueOf(
        assertThrows(ContainerException.class, () -> runtimes.find(wanted)).getMessage());
  }
}
