package dev.serin.delivery.image;

import java.nio.file.Path;

/**
 * One file of an image.
 *
 * @param source where its content is now
 * @param path where the image has it, relative to {@code /app}, with forward slashes
 * @param executable whether it may be run; owner, time and all other mode bits are the same for
 *     every file
 */
public record ImageFile(Path source, String path, boolean executable) {
  /** Refuses paths that lead out of {@code /app}. */
  public ImageFile {
    if (path.isEmpty() || path.startsWith("/") || Path.of(path).normalize().startsWith("..")) {
      throw new IllegalArgumentException("not a path inside the image: " + path);
    }
  }
}
