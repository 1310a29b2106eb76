package dev.serin.delivery.build.maven;

import dev.serin.delivery.files.FolderLock;
import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Serin's own Maven repository, which builds read as a shared one and which grows by what they
 * downloaded.
 *
 * <ol>
 *   <li>Maven notes for each file of a local repository where it came from ({@code
 *       _remote.repositories}: {@code name>repository=}). A file with a repository's id that is
 *       none of the shared ones was downloaded; one without an id was installed by the build and is
 *       never taken.
 *   <li>Under the cache's lock each new file is moved to its place in one step. A file that is
 *       there already stays: releases do not change.
 * </ol>
 */
final class MavenCache {
  private static final String ORIGINS = "_remote.repositories";

  private final Path folder;

  MavenCache(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /**
   * Takes over what a build downloaded. The private repository is of no use afterwards.
   *
   * @param sharedIds ids of the repositories that were copied from
   */
  void collect(Path privateRepository, Set<String> sharedIds)
      throws IOException, InterruptedException {
    List<Path> downloaded = new ArrayList<>();
    for (Path file : Folders.regularFiles(privateRepository)) {
      if (file.endsWith(ORIGINS)) {
        downloaded.addAll(downloads(file, sharedIds));
      }
    }
    if (!downloaded.isEmpty()) {
      FolderLock.whileHeld(folder, () -> take(privateRepository, downloaded));
    }
  }

  private static List<Path> downloads(Path origins, Set<String> sharedIds) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String line : Files.readAllLines(origins, StandardCharsets.UTF_8)) {
      int mark = line.indexOf('>');
      if (mark > 0 && line.endsWith("=") && !line.startsWith("#")) {
        String name = line.substring(0, mark);
        String repository = line.substring(mark + 1, line.length() - 1);
        Path file = origins.resolveSibling(name);
        boolean plainName = Objects.equals(file.getParent(), origins.getParent());
        boolean downloaded = !repository.isEmpty() && !sharedIds.contains(repository);
        if (plainName && downloaded && !name.contains("-SNAPSHOT") && Files.isRegularFile(file)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private void take(Path privateRepository, List<Path> files) throws IOException {
    FileStore store = Files.getFileStore(folder);
    for (Path file : files) {
      Path target = folder.resolve(privateRepository.relativize(file).toString());
      if (Files.exists(target)) {
        continue;
      }
      Files.createDirectories(target.resolveSibling("."));
      if (Files.getFileStore(file).equals(store)) {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Path temporary = Files.createTempFile(target.resolveSibling("."), ".take-", ".tmp");
        Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
