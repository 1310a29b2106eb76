package dev.serin.cli.command;

import dev.serin.delivery.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a build go.
 *
 * @param root the folder
 * @param own whether it is Serin's own folder in the work tree, which git shall not see
 */
record OutputFolder(Path root, boolean own) {
  private static final String NAME = ".serin";
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

  /** Makes the folder, and keeps git from seeing it when it is Serin's own. */
  void prepare() throws IOException {
    Files.createDirectories(root);
    Path ignore = root.resolve(".gitignore");
    if (own && !Files.exists(ignore)) {
      Files.writeString(ignore, IGNORE_ALL, StandardOpenOption.CREATE);
    }
  }
}
