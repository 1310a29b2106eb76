package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.problem.Suggestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serin help}. */
@Command(
    name = "help",
    header = "Show the help of serin, or of one of its commands.",
    description = "'serin help COMMAND' is the same as 'serin COMMAND --help'.",
    footer = {"  serin help", "  serin help plan"})
final class HelpOfCommand extends Conventions implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
  private @Nullable String command;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls a command");
    }
    CommandLine root = spec.root().commandLine();
    CommandLine shown = command == null ? root : root.getSubcommands().get(command);
    if (shown == null) {
      String guess = Suggestion.phrase(String.valueOf(command), root.getSubcommands().keySet());
      throw new ParameterException(root, "unknown command '" + command + "'" + guess);
    }
    shown.usage(root.getOut());
    return ExitCode.OK;
  }
}
