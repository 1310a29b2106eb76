package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.RepositoryPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * The folders in which a build file is no project of this repository: hidden ones, packages that
 * were checked in, data of tests, and those that the file {@code .serinignore} in the root names,
 * in the form of a {@code .gitignore}.
 */
final class IgnoredFolders {
  static final String FILE = ".serinignore";

  private static final Set<String> NAMES =
      Set.of("node_modules", "vendor", "target", "dist", "testdata", "fixtures", "__pycache__");
  private static final List<String> ENDS = List.of("src/test", "src/main/resources", "META-INF");

  private final IgnoreNode named = new IgnoreNode();

  private IgnoredFolders() {}

  /** Reads the ignore file, if there is one. */
  static IgnoredFolders of(Optional<byte[]> content) {
    IgnoredFolders ignored = new IgnoredFolders();
    try {
      ignored.named.parse(FILE, new ByteArrayInputStream(content.orElse(new byte[0])));
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory can be read", impossible);
    }
    return ignored;
  }

  /** Returns whether a folder, in one that is not ignored, is to be left out with all below. */
  boolean contains(String folder) {
    String name = RepositoryPath.name(folder);
    // Braces in a name mark a template of a project.
    return name.startsWith(".")
        || name.contains("{")
        || NAMES.contains(name)
        || ENDS.stream().anyMatch(end -> ("/" + folder).endsWith("/" + end))
        || Boolean.TRUE.equals(named.checkIgnored(folder, true));
  }
}
