package dev.serin.delivery.build.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenCacheTest {
  @TempDir Path folder;

  @Test
  void takesWhatWasDownloadedAndNothingElse() throws Exception {
    Path repository = folder.resolve("private");
    file(repository, "g/lib/1/lib-1.jar", "lib");
    file(repository, "g/lib/1/lib-1.pom", "pom");
    file(
        repository,
        "g/lib/1/_remote.repositories",
        "#note\nlib-1.jar>central=\nlib-1.pom>central=\n");
    file(repository, "g/own/1/own-1.jar", "installed by the build");
    file(repository, "g/own/1/_remote.repositories", "own-1.jar>=\n");
    file(repository, "g/shared/1/shared-1.jar", "copied from a shared repository");
    file(repository, "g/shared/1/_remote.repositories", "shared-1.jar>serin-user=\n");
    file(repository, "g/new/1-SNAPSHOT/new-1-SNAPSHOT.jar", "changes");
    file(repository, "g/new/1-SNAPSHOT/_remote.repositories", "new-1-SNAPSHOT.jar>central=\n");
    file(repository, "g/stray/1/stray-1.jar", "of unknown origin");

    collect(repository);

    assertEquals(List.of("g/lib/1/lib-1.jar", "g/lib/1/lib-1.pom"), cached());
  }

  @Test
  void aFileThatIsThereAlreadyStays() throws Exception {
    file(folder.resolve("cache"), "g/lib/1/lib-1.jar", "first");
    Path repository = folder.resolve("private");
    file(repository, "g/lib/1/lib-1.jar", "second");
    file(repository, "g/lib/1/_remote.repositories", "lib-1.jar>central=\n");

    collect(repository);

    assertEquals("first", Files.readString(folder.resolve("cache/g/lib/1/lib-1.jar")));
  }

  @Test
  void namesThatLeadElsewhereAreNotFollowed() throws Exception {
    Path repository = folder.resolve("private");
    file(folder, "secret", "secret");
    file(repository, "g/lib/1/_remote.repositories", "../../../../secret>central=\n");

    collect(repository);

    assertEquals(List.of(), cached());
    assertEquals("secret", Files.readString(folder.resolve("secret")));
  }

  private void collect(Path repository) throws IOException, InterruptedException {
    new MavenCache(folder.resolve("cache")).collect(repository, Set.of("serin-user"));
  }

  private List<String> cached() throws IOException {
    Path cache = folder.resolve("cache");
    return Folders.regularFiles(cache).stream()
        .map(path -> cache.relativize(path).toString())
        .filter(name -> !name.equals(".lock"))
        .toList();
  }

  private static void file(Path folder, String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, content);
  }
}
