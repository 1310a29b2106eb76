package dev.serin.cli.rollout;

import dev.serin.argo.operator.RolloutState;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.cli.convention.TimeSpan;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout status}. */
@Command(
    name = "status",
    header = "Wait for the end of a rollout; the exit code says how it went.",
    description =
        "Says each change of state. It waits through pauses, too, until the rollout is healthy or"
            + " degraded, or the time is up.",
    exitCodeList = {
      "0:healthy: the wanted version is stable",
      "1:degraded: aborted, timed out or invalid",
      "2:wrong usage, or there is no such rollout",
      "3:neither when the time was up (with --no-wait: at once)"
    },
    footer = {
      "  serin rollout status cart -n shop",
      "  serin rollout status cart -n shop --timeout 10m",
      "  serin rollout status cart -n shop --no-wait --json"
    })
final class StatusCommand extends NamedCommand {
  private static final int NOT_YET = 3;
  private static final long PERIOD_MILLIS = 500;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Wait no longer than this: 90s, 10m, 1h. Without it: until the end.")
  private @Nullable Duration timeout;

  @Option(names = "--no-wait", description = "Say how it is now.")
  private boolean once;

  @Option(names = "--json", description = "Write the last state as JSON.")
  private boolean json;

  @Override
  int run(RolloutCluster cluster) throws InterruptedException {
    long end = timeout == null ? Long.MAX_VALUE : System.nanoTime() + timeout.toNanos();
    String told = "";
    while (true) {
      Rollout rollout = cluster.rollout(name());
      RolloutState state = RolloutState.of(rollout);
      if (!json && !state.text().equals(told)) {
        told = state.text();
        console().out().println(told);
        console().out().flush();
      }
      boolean ended =
          state.phase() == RolloutPhase.HEALTHY || state.phase() == RolloutPhase.DEGRADED;
      if (ended || once || (timeout != null && System.nanoTime() - end >= 0)) {
        if (json) {
          console().out().println(Json.text(RolloutJson.one(rollout)));
        }
        return switch (state.phase()) {
          case HEALTHY -> ExitCode.OK;
          case DEGRADED -> ExitCode.FAILED;
          case PAUSED, PROGRESSING -> NOT_YET;
        };
      }
      Thread.sleep(PERIOD_MILLIS);
    }
  }
}
