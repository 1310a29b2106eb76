package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatches;
import dev.serin.cli.convention.TimeSpan;
import dev.serin.cli.output.ExitCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout restart}. */
@Command(
    name = "restart",
    header = "Restart the pods of a rollout, a few at a time, within disruption budgets.",
    footer = {
      "  serin rollout restart cart -n shop",
      "  serin rollout restart cart -n shop --in 30m"
    })
final class RestartCommand extends NamedCommand {
  @Option(
      names = "--in",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Not now, but after this time: 90s, 10m, 1h.")
  private @Nullable Duration delay;

  @Override
  int run(RolloutCluster cluster) {
    Duration wait = delay == null ? Duration.ZERO : delay;
    cluster.rollout(name());
    ask(cluster, OperatorPatches.restart(Instant.now().plus(wait)));
    return ExitCode.OK;
  }
}
