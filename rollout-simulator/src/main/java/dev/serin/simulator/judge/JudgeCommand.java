package dev.serin.simulator.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serin judge}. */
@Command(
    name = "serin judge",
    description = {
      "Judges a recorded canary by its failed requests, as the built-in judge does in a rollout: it"
          + " looks after each interval, and calls the canary unhealthy as soon as it is sure.",
      "The recording is CSV with the header time,version,requests,errors: for each interval a row"
          + " for canary and one for stable."
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = ExplainCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./serin judge canary.csv                 healthy or not, when, and why",
      "  ./serin judge canary.csv --rate 0.001    with fewer false alarms",
      "  ./serin judge canary.csv --json          with the evidence after each interval",
      "  kubectl get analysisrun cart-5-2 -o yaml | ./serin judge explain -",
      "",
      "Exit codes: 0 healthy, 1 unhealthy, 2 wrong usage or a file that cannot be read."
    })
public final class JudgeCommand implements Callable<Integer> {
  static final int UNHEALTHY = 1;
  private static final int USAGE = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The recording.")
  private @Nullable Path file;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0.01",
      description =
          "Chance of calling a healthy canary unhealthy, ever. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--effect",
      paramLabel = "E",
      defaultValue = "1.5",
      description =
          "Ratio of the odds of failing up to which it is healthy. Default: ${DEFAULT-VALUE}.")
  private double effect;

  @Option(names = "--json", description = "Write the result as one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, which answers wrong usage with one line. */
  static CommandLine commandLine() {
    return new CommandLine(new JudgeCommand())
        .setParameterExceptionHandler(
            (problem, arguments) -> {
              CommandLine command = problem.getCommandLine();
              command.getErr().println("serin judge: " + problem.getMessage());
              command.getErr().println("Try 'serin judge --help'.");
              return USAGE;
            });
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw wrong("give a file, or 'explain'");
    }
    if (!(rate > 0 && rate < 1) || !(effect >= 1)) {
      throw wrong("--rate is between 0 and 1, --effect at least 1");
    }
    try {
      Recording recording = Recording.parse(file.toString(), Files.readAllLines(file));
      Judgement judgement = Judgement.of(recording, rate, effect);
      spec.commandLine().getOut().println(json ? json(judgement) : judgement.sentence());
      return judgement.alarmAt().isPresent() ? UNHEALTHY : CommandLine.ExitCode.OK;
    } catch (Recording.MalformedException problem) {
      throw wrong(String.valueOf(problem.getMessage()));
    } catch (IOException problem) {
      throw wrong(file + " cannot be read: " + problem);
    }
  }

  private static String json(Judgement judgement) {
    ObjectNode node = JSON.createObjectNode();
    node.put("healthy", judgement.alarmAt().isEmpty());
    judgement.alarmAt().ifPresent(at -> node.put("unhealthyAt", at));
    node.put("bound", judgement.bound());
    node.put("sentence", judgement.sentence());
    ArrayNode values = node.putArray("logEValues");
    judgement.logValues().forEach(values::add);
    return node.toString();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
