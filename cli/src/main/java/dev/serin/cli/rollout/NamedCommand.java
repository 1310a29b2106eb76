package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command for one Rollout. */
abstract class NamedCommand extends RolloutSubcommand {
  @Parameters(paramLabel = "NAME", description = "The Rollout.")
  private @Nullable String name;

  final String name() {
    if (name == null) {
      throw new IllegalStateException("picocli sets the name before it calls a command");
    }
    return name;
  }

  /** Writes what an operator asks for, and says it. */
  final void ask(RolloutCluster cluster, OperatorPatch patch) {
    cluster.apply(name(), patch);
    console().out().println(name() + ": " + patch.asked());
  }
}
