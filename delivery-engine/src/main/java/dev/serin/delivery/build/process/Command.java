package dev.serin.delivery.build.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param arguments the program and its arguments; no shell reads them
 * @param folder that it is started in
 * @param environment the whole of it: nothing is inherited
 * @param timeout after which it is killed with all that it started
 */
public record Command(
    List<String> arguments, Path folder, Map<String, String> environment, Duration timeout) {
  /** Copies the collections. */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * Starts it with nothing to read. Whatever the user's umask is, its files get the modes that most
   * machines give: tools write modes into archives, and so into images.
   *
   * @param log gets all that it prints
   */
  Process start(Path log) throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"));
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
