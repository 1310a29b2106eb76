package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatches;
import dev.serin.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** {@code serin rollout pause}. */
@Command(
    name = "pause",
    header = "Hold a rollout where it is; 'promote' lets it go on.",
    footer = "  serin rollout pause cart -n shop")
final class PauseCommand extends NamedCommand {
  @Override
  int run(RolloutCluster cluster) {
    ask(cluster, OperatorPatches.pause(cluster.rollout(name())));
    return ExitCode.OK;
  }
}
