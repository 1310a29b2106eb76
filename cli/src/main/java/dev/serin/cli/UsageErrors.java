package dev.serin.cli;

import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.Suggestion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what may have been meant, and where the help is. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("serin: " + Printable.text(message(problem, command)));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException problem, CommandLine command) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(problem.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*$", "");
      List<String> known = new ArrayList<>();
      command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
      return "unknown option '" + name + "'" + Suggestion.phrase(name, known);
    }
    List<String> known = List.copyOf(command.getSubcommands().keySet());
    return known.isEmpty()
        ? "unexpected argument '" + word + "'"
        : "unknown command '" + word + "'" + Suggestion.phrase(word, known);
  }
}
