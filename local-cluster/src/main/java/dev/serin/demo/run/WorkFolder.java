package dev.serin.demo.run;

import dev.serin.delivery.files.Folders;
import dev.serin.demo.place.DemoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that everything of one demo is in; it goes away with the demo. */
public final class WorkFolder implements AutoCloseable {
  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  /** A new folder under the system's folder for temporary files, readable by its owner only. */
  public static WorkFolder create() {
    try {
      return new WorkFolder(Files.createTempDirectory("serin-demo-").toRealPath());
    } catch (IOException problem) {
      throw new DemoException(
          "No work folder can be made in " + System.getProperty("java.io.tmpdir") + ": " + problem,
          problem);
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** A folder in it, made when it does not exist yet. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException problem) {
      throw new DemoException("The folder " + path.resolve(name) + " cannot be made", problem);
    }
  }

  /** Deletes the folder. Links are deleted, not followed. */
  @Override
  public void close() throws IOException {
    Folders.delete(path);
  }
}
