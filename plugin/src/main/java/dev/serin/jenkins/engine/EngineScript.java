package dev.serin.jenkins.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script that starts the engine on a Unix agent. Its last line on standard output tells
 * the exit code, so that a result is not lost when the engine reports failures.
 */
final class EngineScript {

  /** Begins the last line on standard output. */
  static final String EXIT = "serin-exit=";

  private EngineScript() {}

  /**
   * The script.
   *
   * @param java the program
   * @param tool where the engine is
   * @param arguments of the command line; never secrets, since other users see them
   */
  static String of(String java, EngineFiles tool, List<String> arguments) {
    String command =
        quoted(
            List.of(
                java,
                "-XX:SharedArchiveFile=" + tool.archive(),
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-jar",
                tool.jar()));
    return "#!/bin/sh\n"
        + command
        + " "
        + quoted(arguments)
        + "\nprintf '\\n"
        + EXIT
        + "%s\\n' \"$?\"\n";
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
