package dev.serin.demo.run;

import dev.serin.demo.place.DemoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what the demo's libraries log from the terminal, and in a file. */
final class LibraryLog implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final FileHandler file;

  private LibraryLog(FileHandler file) {
    this.file = file;
  }

  /** Sends everything to a file from now on. */
  static LibraryLog into(Path path) {
    try {
      FileHandler file = new FileHandler(path.toString());
      file.setFormatter(new SimpleFormatter());
      for (Handler handler : ROOT.getHandlers()) {
        ROOT.removeHandler(handler);
      }
      ROOT.addHandler(file);
      return new LibraryLog(file);
    } catch (IOException problem) {
      throw new DemoException("The log " + path + " cannot be written: " + problem, problem);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
