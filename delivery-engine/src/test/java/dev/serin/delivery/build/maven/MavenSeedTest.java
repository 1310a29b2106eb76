package dev.serin.delivery.build.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenSeedTest {
  private static final Component CART =
      new Component(
          "cart",
          "services/cart",
          Component.Kind.SERVICE,
          Toolchains.MAVEN,
          List.of(),
          Set.of(),
          Optional.empty());

  @TempDir Path folder;

  @Test
  void theNextBuildGetsCopiesOfWhatTheLastOneNeeded() throws IOException {
    for (String name :
        List.of("g/a/1/a-1.jar", "g/a/1/a-1.pom", "g/b/1-SNAPSHOT/b-1-SNAPSHOT.jar")) {
      file("last", name, "built with");
    }
    file("last", "g/gone/1/gone-1.jar", "nobody has it any more");
    file("users", "g/a/1/a-1.jar", "of the user");
    file("cache", "g/a/1/a-1.jar", "of the cache");
    file("cache", "g/a/1/a-1.pom", "of the cache");
    file("cache", "g/b/1-SNAPSHOT/b-1-SNAPSHOT.jar", "changes");
    MavenSeed seed = new MavenSeed(folder.resolve("lists"));

    seed.remember(CART, folder.resolve("last"));
    seed.plant(
        CART, folder.resolve("next"), List.of(folder.resolve("users"), folder.resolve("cache")));

    assertEquals(
        List.of("g/a/1/a-1.jar", "g/a/1/a-1.pom"),
        Folders.regularFiles(folder.resolve("next")).stream()
            .map(file -> folder.resolve("next").relativize(file).toString())
            .toList());
    assertEquals("of the user", Files.readString(folder.resolve("next/g/a/1/a-1.jar")));
    Files.writeString(folder.resolve("next/g/a/1/a-1.jar"), "changed by the build");
    assertEquals("of the user", Files.readString(folder.resolve("users/g/a/1/a-1.jar")));
  }

  @Test
  void withoutAnEarlierBuildNothingIsCopied() throws IOException {
    new MavenSeed(folder.resolve("lists"))
        .plant(CART, folder.resolve("next"), List.of(folder.resolve("users")));

    assertFalse(Files.exists(folder.resolve("next")));
  }

  private void file(String repository, String name, String content) throws IOException {
    Path file = folder.resolve(repository).resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, content);
  }
}
