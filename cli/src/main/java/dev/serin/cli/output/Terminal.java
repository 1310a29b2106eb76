package dev.serin.cli.output;

import java.io.Console;

/** Finds out whether a person looks at what this process writes. */
public final class Terminal {
  private static final int CONSOLE_WITHOUT_TERMINAL = 22;

  private Terminal() {}

  /** Returns whether input and output are both a terminal. */
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on the console says it itself.
  public static boolean isThere() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < CONSOLE_WITHOUT_TERMINAL) {
      return console != null;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java 22 and newer have Console.isTerminal", e);
    }
  }
}
