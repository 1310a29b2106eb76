package dev.serin.cli.command;

import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a build go.
 *
 * @param root the folder
 * @param own whether it is Serin's own folder in the work tree, which git shall not see
 */
record OutputFolder(Path root, boolean own) {
  private static final String NAME = ".serin";
  private static final String IGNORE = ".gitignore";
  private static final String LOCK = ".build.lock";
  private static final String IGNORE_ALL = "*\n";

  /** Returns the folder that was asked for, or the one in the repository. */
  static OutputFolder of(@Nullable Path wanted, GitRepository repository, Path directory) {
    if (wanted != null) {
      return new OutputFolder(directory.resolve(wanted).toAbsolutePath().normalize(), false);
    }
    return repository.isBare()
        ? new OutputFolder(directory.resolve(NAME).toAbsolutePath().normalize(), false)
        : new OutputFolder(repository.location().resolve(NAME), true);
  }

  Path images() {
    return root.resolve("images");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path release() {
    return root.resolve("release.json");
  }

  /** The commits that services were last built from. */
  Path built() {
    return root.resolve("built.json");
  }

  /**
   * Makes the folder, keeps git from seeing it when it is Serin's own, and takes it for this run
   * until what is returned is closed: two runs would mix their logs and overwrite each other's
   * release.
   *
   * @throws UserError if another run has it, or a repository leads it elsewhere by a link
   */
  Closeable prepare() throws IOException {
    for (Path folder : List.of(root, images(), logs())) {
      if (own && Files.isSymbolicLink(folder)) {
        throw new UserError(
            folder + " is a symbolic link, which a commit can lead anywhere: remove it.");
      }
    }
    Files.createDirectories(root);
    FileChannel file =
        FileChannel.open(
            root.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    if (!isFree(file)) {
      file.close();
      throw new UserError(
          "Another `serin build` is writing to "
              + root
              + ": wait until it has ended, or give this one another folder with --output.");
    }
    Path ignore = root.resolve(IGNORE);
    if (own && !Files.exists(ignore)) {
      Files.writeString(ignore, IGNORE_ALL, StandardOpenOption.CREATE_NEW);
    }
    return () -> {
      removeIfUnused();
      file.close();
    };
  }

  /** A run that was refused before it began leaves nothing behind. */
  private void removeIfUnused() throws IOException {
    Set<Path> ours = Set.of(root.resolve(LOCK), root.resolve(IGNORE));
    List<Path> content;
    try (Stream<Path> files = Files.list(root)) {
      content = files.toList();
    }
    if (own && ours.containsAll(content)) {
      for (Path file : content) {
        Files.delete(file);
      }
      Files.delete(root);
    }
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException anotherThread) {
      return false;
    }
  }
}
