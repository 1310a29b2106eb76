package dev.serin.cli.convention;

import dev.serin.cli.output.Console;
import java.nio.file.Path;

/** One call of serin, as its root command knows it. */
public interface Invocation {
  /** Returns the process around the command. */
  Console console();

  /** Returns the folder to work in. */
  Path directory();
}
