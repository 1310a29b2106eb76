package dev.serin.cli.output;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the process around it, so that tests can stand in for it.
 *
 * @param in what is piped into the command
 * @param out takes results only
 * @param err takes progress, notes and errors
 * @param environment variables of the environment
 * @param directory the folder that relative paths start from
 * @param terminal whether a person looks at the output
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean terminal) {
  /** Copies the variables. */
  public Console {
    environment = Map.copyOf(environment);
  }

  /** One into which nothing is piped. */
  public Console(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path directory,
      boolean terminal) {
    this(InputStream.nullInputStream(), out, err, environment, directory, terminal);
  }

  /** Returns a variable that is set to something. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Returns whether to write in colour: only on a terminal that can, and not when {@code NO_COLOR}
   * is set to anything.
   */
  public boolean colour() {
    return terminal
        && variable("NO_COLOR").isEmpty()
        && !variable("TERM").orElse("").equals("dumb");
  }

  /** Returns a text made bold on a terminal. */
  public String bold(String text) {
    return colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Returns a text made green on a terminal. */
  public String green(String text) {
    return colour() ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  /** Returns a text made red on a terminal. */
  public String red(String text) {
    return colour() ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  /** Returns a text made yellow on a terminal. */
  public String yellow(String text) {
    return colour() ? "\u001b[33m" + text + "\u001b[0m" : text;
  }

  /** Writes a note for a person beside the result. */
  public void note(String text) {
    err.println(yellow("note:") + " " + text);
  }
}
