package dev.serin.demo;

import dev.serin.cluster.LocalClusterException;
import dev.serin.delivery.problem.UserError;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.DemoException;
import dev.serin.demo.place.local.LocalBackend;
import dev.serin.demo.place.remote.RemoteBackend;
import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.JsonReport;
import dev.serin.demo.run.Demo;
import dev.serin.demo.run.Interruption;
import dev.serin.demo.run.Settings;
import dev.serin.demo.run.Teardown;
import dev.serin.demo.story.Story;
import dev.serin.demo.story.StoryBook;
import dev.serin.demo.story.StoryException;
import dev.serin.demo.view.Screen;
import dev.serin.demo.view.Screens;
import dev.serin.demo.view.SummaryTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code serin demo}. */
@Command(
    name = "serin demo",
    description = {
      "Tells the way from a commit to a canary and back, with a real git repository, real builds"
          + " and real processes in a cluster that lives in this program; with --context on a real"
          + " cluster, in a namespace of its own that is deleted in the end.",
      "The local cluster is a place to try Serin, not a place to run services."
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./serin demo                      all stories; one to two minutes, longer the first time",
      "  ./serin demo --story bad-change   only the canary that is taken back",
      "  ./serin demo --keep --port 8080   look around afterwards, until Ctrl-C",
      "  ./serin demo --json > demo.json   the results for a program",
      "  ./serin demo --context kind-kind --registry registry.example/demo",
      "",
      "Exit codes: 0 every story ended as it should, 1 one did not,",
      "2 wrong usage or something is missing on this machine, 130 stopped by Ctrl-C."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int NOT_AS_EXPECTED = 1;
  private static final int USAGE = 2;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  /** The name of the example's system, and of its namespace in the local cluster. */
  private static final String SYSTEM = "shop";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--json",
      description =
          "Write the results to standard output as one JSON object"
              + " (docs/schemas/demo.schema.json), and the story to standard error.")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Leave everything running after the summary, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the gateway on 127.0.0.1. Default: any free one.")
  private int port;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Mean requests per second to each service, 1 to 500. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--story",
      paramLabel = "NAME",
      arity = "1..*",
      completionCandidates = StoryNames.class,
      description =
          "Tell only these stories, of: ${COMPLETION-CANDIDATES}. The first is always told, since"
              + " the others need what it deploys.")
  private List<String> stories = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20261123",
      description = "Seed of when requests come and where they go. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private final RemoteOptions remote = new RemoteOptions();

  @Option(
      names = "--verbose",
      description =
          "When a story does not end as it should, show the ends of the logs; when something"
              + " breaks, show the whole exception.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  /** The names of the stories, for help and completion. */
  static final class StoryNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    StoryNames() {
      super(StoryBook.all().stream().map(Story::name).toList());
    }
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, which answers wrong usage with one line. */
  static CommandLine commandLine() {
    return new CommandLine(new DemoCommand()).setParameterExceptionHandler(new UsageErrors());
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    Screen screen =
        json
            ? Screens.of(System.err, STANDARD_ERROR, System.getenv())
            : Screens.of(System.out, STANDARD_OUTPUT, System.getenv());
    Teardown teardown = new Teardown(complaint -> System.err.println("serin demo: " + complaint));
    Interruption interruption =
        Interruption.install(
            Thread.currentThread(), teardown, () -> screen.line(farewell(teardown)));
    try (interruption;
        teardown) {
      return run(new Demo(settings, screen, teardown), screen);
    } catch (InterruptedException ctrlC) {
      return NOT_AS_EXPECTED;
    } catch (RuntimeException problem) {
      if (interruption.begun()) {
        // Ctrl-C took away what the story stood on; that is no news.
        return NOT_AS_EXPECTED;
      }
      return complain(problem, teardown);
    }
  }

  private int run(Demo demo, Screen screen) throws InterruptedException {
    List<String> missing = demo.preflight();
    if (!missing.isEmpty()) {
      missing.forEach(problem -> System.err.println("serin demo: " + problem));
      return USAGE;
    }
    DemoReport report = demo.tell();
    SummaryTable.lines(report, screen.style(), screen.width()).forEach(screen::line);
    if (verbose && !report.ok()) {
      demo.endsOfLogs().forEach(screen::line);
    }
    if (json) {
      System.out.println(JsonReport.write(report));
      System.out.flush();
    }
    if (keep) {
      demo.keepRunning();
    }
    if (screen.redraws()) {
      // It takes some seconds, and somebody is waiting; a log ends with the summary.
      screen.line(screen.style().dim("Stopping everything that was started."));
    }
    return report.ok() ? CommandLine.ExitCode.OK : NOT_AS_EXPECTED;
  }

  private static String farewell(Teardown teardown) {
    return teardown.complete()
        ? "stopped; nothing is left running"
        : "stopped, but for what could not be stopped";
  }

  private int complain(RuntimeException problem, Teardown teardown) {
    teardown.close();
    boolean foreseen =
        problem instanceof DemoException
            || problem instanceof StoryException
            || problem instanceof LocalClusterException
            || problem instanceof UserError;
    if (!foreseen) {
      throw problem;
    }
    System.err.println("serin demo: " + problem.getMessage());
    if (verbose) {
      problem.printStackTrace();
    }
    return problem instanceof UserError ? USAGE : NOT_AS_EXPECTED;
  }

  private Settings settings() {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port is a number from 0 to 65535");
    }
    if (!(rate >= 1 && rate <= 500)) {
      throw new ParameterException(spec.commandLine(), "--rate is a number from 1 to 500");
    }
    Path home = home();
    Path agentJar = home.resolve("deploy-agent/target/quarkus-app/quarkus-run.jar");
    return new Settings(
        home.resolve("example-repos").resolve("shop"),
        agentJar,
        backend(home, agentJar),
        rate,
        seed,
        keep,
        verbose,
        chosen());
  }

  private Backend backend(Path home, Path agentJar) {
    if (!remote.chosen()) {
      remote.requireNothing(spec.commandLine());
      return new LocalBackend(SYSTEM, agentJar, port, seed);
    }
    if (port != 0) {
      throw new ParameterException(
          spec.commandLine(), "--port is for the local cluster; a Gateway has an address");
    }
    return new RemoteBackend(remote.settings(spec.commandLine(), home));
  }

  private Path home() {
    return Optional.ofNullable(System.getProperty("serin.home"))
        .or(() -> Optional.ofNullable(System.getenv("SERIN_HOME")))
        .map(Path::of)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "it is not known where the checkout of Serin is: start the demo with"
                        + " ./serin demo, or give java -Dserin.home=FOLDER"));
  }

  private List<Story> chosen() {
    List<Story> all = StoryBook.all();
    List<String> unknown =
        stories.stream()
            .filter(name -> all.stream().noneMatch(story -> story.name().equals(name)))
            .toList();
    List<String> options = unknown.stream().filter(name -> name.startsWith("-")).toList();
    if (!options.isEmpty()) {
      // After --story, a mistyped option is taken for the name of a story.
      throw new UnmatchedArgumentException(spec.commandLine(), options);
    }
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no story '"
              + String.join("', '", unknown)
              + "'; there are: "
              + all.stream().map(Story::name).collect(Collectors.joining(", ")));
    }
    return all.stream()
        .filter(
            story ->
                stories.isEmpty() || story.equals(all.get(0)) || stories.contains(story.name()))
        .toList();
  }
}
