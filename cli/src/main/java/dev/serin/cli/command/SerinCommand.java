package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.convention.Invocation;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.rollout.RolloutCommand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command and the options that hold for all. */
@Command(
    name = "serin",
    header = "Self-hosted CI/CD for microservices: from a commit to a canary, and back.",
    description =
        "It works in a git repository and reads commits only. Images go to a registry when you"
            + " name one ('build --push', 'publish'); else nothing is sent anywhere: 'build' and"
            + " 'render' write files and text, which you review and apply.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionCommand.Versions.class,
    subcommands = {
      CatalogCommand.class,
      PlanCommand.class,
      BuildCommand.class,
      PublishCommand.class,
      VerifyCommand.class,
      CacheCommand.class,
      GcCommand.class,
      KeyCommand.class,
      RenderCommand.class,
      RolloutCommand.class,
      InitCommand.class,
      DoctorCommand.class,
      DemoCommand.class,
      SimulateCommand.class,
      JudgeCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpOfCommand.class
    },
    footer = {
      "  serin doctor                         what this machine has and lacks",
      "  serin init --dry-run                 the service.yaml files it would write",
      "  serin plan --from main~1 --explain   what the last commit affects, and why",
      "  serin build --from main~1            build, test and containerise just that",
      "",
      "'serin COMMAND --help' has more. Results go to standard output, everything else",
      "to standard error. NO_COLOR turns colour off; SERIN_DEBUG=1 is --verbose."
    })
public final class SerinCommand extends Conventions implements Invocation, Callable<Integer> {
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "-C",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Work as if started in DIR.")
  private @Nullable Path directory;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean version;

  /** Makes the command for a process or a test. */
  public SerinCommand(Console console) {
    this.console = console;
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public Path directory() {
    return Optional.ofNullable(directory)
        .map(console.directory()::resolve)
        .orElse(console.directory());
  }

  /** Returns whether the stack trace of an error is wanted. */
  public boolean isVerbose() {
    return verbose || console.variable("SERIN_DEBUG").isPresent();
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(console.err());
    }
    return ExitCode.USAGE;
  }
}
