package dev.serin.delivery.build.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of one service's build, which no other build writes to.
 *
 * @param root holds all the others
 */
public record Workspace(Path root) {
  /** Makes the folders. */
  public static Workspace create(Path root) throws IOException {
    Workspace workspace = new Workspace(root);
    Files.createDirectories(workspace.source());
    Files.createDirectories(workspace.home());
    Files.createDirectories(workspace.temporary());
    Files.createDirectories(workspace.scratch());
    return workspace;
  }

  /** The inputs, at their paths in the repository. */
  public Path source() {
    return root.resolve("source");
  }

  /** The home of its processes. */
  public Path home() {
    return root.resolve("home");
  }

  /** For its processes' temporary files. */
  public Path temporary() {
    return root.resolve("tmp");
  }

  /** For Serin's own intermediate files. */
  public Path scratch() {
    return root.resolve("scratch");
  }
}
