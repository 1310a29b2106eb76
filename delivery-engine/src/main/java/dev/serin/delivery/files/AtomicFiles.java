package dev.serin.delivery.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Files that appear whole or not at all. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes a file through a temporary one beside it, so that readers see the old or the new content
   * and never a part. Missing parent folders are made.
   *
   * @throws IOException if the folder cannot be written to; the target is then as it was
   */
  public static void write(Path target, byte[] content) throws IOException {
    Path folder = parentOf(target);
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, ".write-", ".tmp");
    try {
      Files.write(temporary, content);
      moveInto(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Moves a finished file to its place in one step, replacing what was there.
   *
   * @throws AtomicMoveNotSupportedException if the two are on different file systems
   */
  public static void moveInto(Path finished, Path target) throws IOException {
    Files.createDirectories(parentOf(target));
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path parentOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }
}
