package dev.serin.demo;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the command line, and what may have been meant. */
final class UsageErrors implements IParameterExceptionHandler {
  private static final int USAGE = 2;

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String message = Printable.line(message(problem, command));
    boolean sentence = message.endsWith("?") || message.endsWith(".");
    command
        .getErr()
        .println("serin demo: " + message + (sentence ? "" : ".") + " Try 'serin demo --help'.");
    return USAGE;
  }

  private static String message(ParameterException problem, CommandLine command) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(problem.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    if (!word.startsWith("-")) {
      return "unexpected argument '" + word + "'";
    }
    String name = word.replaceFirst("=.*$", "");
    List<String> known = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    return "unknown option '" + name + "'" + Suggestion.phrase(name, known);
  }
}
