package dev.serin.delivery.release;

import dev.serin.delivery.files.AtomicFiles;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The release file, as published in {@code docs/schemas/release.schema.json}. */
public final class ReleaseFile {
  /** A thousand services with long messages fit well. */
  static final int LARGEST = 8 * 1024 * 1024;

  private ReleaseFile() {}

  /** The release as JSON; the same release always gives the same text. */
  public static String toJson(Release release) {
    return ReleaseWriter.text(release);
  }

  /** Writes a release to a file, whole or not at all. */
  public static void write(Release release, Path file) throws IOException {
    AtomicFiles.write(file, toJson(release).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a release that somebody else may have written.
   *
   * @throws InvalidInputException with everything that is wrong with it, and where
   * @throws UserError if the file is missing or far too large
   */
  public static Release read(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UserError(
            file + " has more than " + LARGEST + " bytes, which no release file has.");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new UserError("There is no release file " + file + ".", missing);
    }
  }

  /**
   * Reads a release from its text.
   *
   * @param name of the file, for messages
   * @throws InvalidInputException with everything that is wrong with it, and where
   */
  public static Release parse(String name, String text) {
    return new ReleaseReader(name).read(text);
  }
}
