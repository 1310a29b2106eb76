package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatches;
import dev.serin.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** {@code serin rollout abort}. */
@Command(
    name = "abort",
    header = "Take a rollout back: all traffic to the stable version, at once.",
    footer = "  serin rollout abort cart -n shop")
final class AbortCommand extends NamedCommand {
  @Override
  int run(RolloutCluster cluster) {
    cluster.rollout(name());
    ask(cluster, OperatorPatches.abort());
    return ExitCode.OK;
  }
}
