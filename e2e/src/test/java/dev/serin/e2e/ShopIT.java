package dev.serin.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example services' own tests, run by their own tools as their developers would. */
class ShopIT {

  @TempDir static Path folder = Path.of("set by JUnit");

  @BeforeAll
  static void copyTheShop() throws IOException {
    Path shop = Command.HOME.resolve("example-repos/shop");
    try (Stream<Path> paths = Files.walk(shop)) {
      paths
          .filter(
              path ->
                  Stream.of("target", "node_modules", "__pycache__")
                      .noneMatch(path.toString()::contains))
          .forEach(path -> copy(path, folder.resolve(shop.relativize(path).toString())));
    }
  }

  @Test
  void javaServicesAndLibraries() {
    Command.of("mvn", "-B", "-ntp", "test").in(folder).succeed();
  }

  @Test
  void cart() {
    Command.of("npm", "test").in(folder.resolve("services/cart")).succeed();
  }

  @Test
  void recommendations() {
    Command.of("python3", "-m", "unittest", "discover", "-s", "tests", "-t", ".")
        .in(folder.resolve("services/recommendations"))
        .succeed();
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
