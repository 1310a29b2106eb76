package dev.serin.demo.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads logs for messages. */
public final class LogFile {
  private static final int MOST_LINES = 20;

  private LogFile() {}

  /** The last lines of a log, or why it cannot be read. */
  public static List<String> lastLines(Path log) {
    try {
      // A log may hold anything; what is no UTF-8 must not hide the rest.
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    } catch (IOException unreadable) {
      return List.of(log + " cannot be read: " + unreadable.getMessage());
    }
  }
}
