package dev.serin.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders for one run, that nobody else may read. */
public final class TemporaryFolder {

  private TemporaryFolder() {}

  /** Makes one. */
  public static Path create(String name) {
    try {
      return Files.createTempDirectory("serin-" + name + "-");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Deletes one with all that is in it. */
  public static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
