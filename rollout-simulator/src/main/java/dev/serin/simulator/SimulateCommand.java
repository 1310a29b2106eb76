package dev.serin.simulator;

import dev.serin.rollout.RolloutEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serin simulate}. */
@Command(
    name = "serin simulate",
    description = {
      "Runs the rollout engine against simulated clusters, in virtual time: random strategies,"
          + " operators, conflicting writers, pods that crash, calls that fail, events that are"
          + " late, wrong clocks and restarts. At every step it checks what has to hold.",
      "A seed is always the same run. A range of seeds runs on all processors."
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./serin simulate                              20,000 seeds; a minute or two",
      "  ./serin simulate --from 20000 --seeds 500000  others, and more",
      "  ./serin simulate --seed 1349                  one, with everything that happens in it",
      "  ./serin simulate --json > result.json         the result for a program",
      "",
      "Exit codes: 0 everything held, 1 something did not, 2 wrong usage, 130 stopped by Ctrl-C",
      "(after the result of the seeds that were run)."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int VIOLATED = 1;
  private static final int USAGE = 2;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Run this seed alone, and show its history.")
  private @Nullable Long seed;

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "The first seed of a range. Default: 0.")
  private @Nullable Long from;

  @Option(
      names = "--seeds",
      paramLabel = "M",
      description = "How many seeds the range has. Default: 20000.")
  private @Nullable Long count;

  @Option(
      names = "--json",
      description =
          "Write the result to standard output as one JSON object"
              + " (docs/schemas/simulate.schema.json).")
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
    return new CommandLine(new SimulateCommand())
        .setParameterExceptionHandler(
            (problem, arguments) -> {
              String message = String.valueOf(problem.getMessage());
              String end = message.endsWith(".") ? "" : ".";
              problem
                  .getCommandLine()
                  .getErr()
                  .println("serin simulate: " + message + end + " Try 'serin simulate --help'.");
              return USAGE;
            });
  }

  @Override
  public Integer call() {
    if (seed != null) {
      if (from != null || count != null) {
        throw wrong("--seed is one seed, --from and --seeds are a range: give one or the other");
      }
      return one(seed);
    }
    long first = from == null ? 0 : from;
    long many = count == null ? 20_000 : count;
    if (many < 1 || first > Long.MAX_VALUE - many) {
      throw wrong("--seeds is %d, but a range has at least one seed".formatted(many));
    }
    return range(first, many);
  }

  private int one(long number) {
    SeedResult result = SeedResult.of(number);
    print(json ? Report.json(result) : Report.history(result));
    return result.problem().isEmpty() ? CommandLine.ExitCode.OK : VIOLATED;
  }

  private int range(long first, long many) {
    long start = System.nanoTime();
    Seeds seeds = new Seeds(first, many, new RolloutEngine()::decide);
    List<SeedResult> failures = new ArrayList<>();
    Interruption interruption = Interruption.install(seeds::stop);
    Progress progress = new Progress(seeds, SimulateCommand::tell);
    try (interruption;
        progress) {
      seeds.run(
          result -> {
            failures.add(result);
            tell(Report.failure(result));
          });
      double seconds = (System.nanoTime() - start) / 1e9;
      print(json ? Report.json(first, seeds, failures, seconds) : Report.summary(seeds, seconds));
    }
    return failures.isEmpty() ? CommandLine.ExitCode.OK : VIOLATED;
  }

  private static void tell(String line) {
    System.err.println("serin simulate: " + line);
  }

  private static void print(String text) {
    System.out.println(text);
    System.out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
