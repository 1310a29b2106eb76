package dev.serin.cli;

import dev.serin.cli.command.SerinCommand;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry of the command line. */
public final class Serin {
  private static final int BUFFER = 8192;

  private Serin() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Java does not show a proxy its password before a tunnel; most proxies know no other way.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Console console =
        new Console(
            System.in, out, err, System.getenv(), Path.of("").toAbsolutePath(), Terminal.isThere());
    int code = run(console, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs the command and returns its exit code. */
  public static int run(Console console, String... arguments) {
    try {
      return commandLine(console).execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError tooMuch) {
      // Thrown by input that no limit caught; one message, as for everything else.
      console
          .err()
          .println(
              "serin: ran out of memory ("
                  + tooMuch.getClass().getSimpleName()
                  + "): give Java more with -Xmx, or look for an absurdly large build file");
      return ExitCode.FAILED;
    }
  }

  /** Returns the command line with all its subcommands. */
  static CommandLine commandLine(Console console) {
    SerinCommand root = new SerinCommand(console);
    PrintWriter out = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
    return new CommandLine(root)
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(80)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures(root))
        .setAbbreviatedOptionsAllowed(false);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        true,
        StandardCharsets.UTF_8);
  }
}
