package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParentCommand;

/** {@code serin version}. */
@Command(
    name = "version",
    header = "Print the version.",
    description = "The version of Serin, and of the Java that runs it.",
    footer = "  serin version")
final class VersionCommand extends Conventions implements Callable<Integer> {
  @ParentCommand private @Nullable SerinCommand parent;

  @Override
  public Integer call() throws IOException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    for (String line : new Versions().getVersion()) {
      console.out().println(line);
    }
    return ExitCode.OK;
  }

  /** The same lines for {@code serin --version}. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"serin " + version(), "java " + Runtime.version()};
    }
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream input = VersionCommand.class.getResourceAsStream("/serin.properties")) {
      if (input == null) {
        throw new IOException("serin.properties is missing from the jar");
      }
      properties.load(input);
    }
    return properties.getProperty("version", "unknown");
  }
}
