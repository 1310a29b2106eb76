package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatches;
import dev.serin.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** {@code serin rollout retry}. */
@Command(
    name = "retry",
    header = "Try an aborted rollout again, from its first step.",
    footer = "  serin rollout retry cart -n shop")
final class RetryCommand extends NamedCommand {
  @Override
  int run(RolloutCluster cluster) {
    ask(cluster, OperatorPatches.retry(cluster.rollout(name())));
    return ExitCode.OK;
  }
}
