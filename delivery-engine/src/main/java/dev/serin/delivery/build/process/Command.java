package dev.serin.delivery.build.process;

import java.nio.file.Path;
import java.time.Duration;
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
}
