package dev.serin.cli.rollout;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serin rollout}: the commands that look at rollouts in a cluster and ask for changes. */
@Command(
    name = "rollout",
    header = "Look at rollouts in a cluster; promote, abort, retry, undo, pause, restart them.",
    description =
        "Works on Rollouts (argoproj.io/v1alpha1) of any controller, by the same patches as"
            + " 'kubectl argo rollouts'. What you may do is what Kubernetes lets you do.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      GetCommand.class,
      StatusCommand.class,
      PromoteCommand.class,
      AbortCommand.class,
      RetryCommand.class,
      UndoCommand.class,
      PauseCommand.class,
      RestartCommand.class,
      SetImageCommand.class
    },
    footer = {
      "  serin rollout list -A                     all of the cluster",
      "  serin rollout get cart -n shop --watch    one, live",
      "  serin rollout promote cart -n shop        past the pause it waits at",
      "  serin rollout abort cart -n shop          back to the stable version, at once",
      "  serin rollout status cart -n shop         wait for its end; the exit code says how"
    })
public final class RolloutCommand extends Conventions implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
    return ExitCode.USAGE;
  }
}
