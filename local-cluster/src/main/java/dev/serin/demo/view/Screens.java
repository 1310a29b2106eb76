package dev.serin.demo.view;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Finds out what kind of screen the demo is told on. */
public final class Screens {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;

  private Screens() {}

  /**
   * The screen behind one of the process's own streams.
   *
   * @param out the stream
   * @param descriptor its file descriptor: 1 for standard output, 2 for standard error
   * @param environment the process's environment; NO_COLOR and TERM=dumb are respected
   */
  public static Screen of(PrintStream out, int descriptor, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean terminal = isTerminal(descriptor) && !dumb;
    Style style = new Style(terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    return terminal ? new AnsiScreen(out, style, terminalWidth()) : new PlainScreen(out, style);
  }

  /**
   * Java 17 tells only whether input and output are both terminals; Linux, where the demo runs,
   * tells more.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException noProc) {
      return false;
    }
  }

  private static int terminalWidth() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
      boolean ended = process.waitFor(1, TimeUnit.SECONDS);
      return ended ? widthIn(answer) : USUAL_WIDTH;
    } catch (IOException notThere) {
      return USUAL_WIDTH;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  /** Reads "ROWS COLUMNS"; a terminal that does not know its size says 0. */
  static int widthIn(String sttySize) {
    String[] parts = sttySize.split(" ");
    if (parts.length == 2 && parts[1].matches("\\d{1,4}")) {
      int columns = Integer.parseInt(parts[1]);
      return columns >= LEAST_WIDTH ? columns : USUAL_WIDTH;
    }
    return USUAL_WIDTH;
  }
}
