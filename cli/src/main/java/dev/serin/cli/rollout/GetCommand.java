package dev.serin.cli.rollout;

import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.cli.output.LiveText;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout get}. */
@Command(
    name = "get",
    header = "Show one rollout: its state, versions, pods and analyses.",
    footer = {
      "  serin rollout get cart -n shop",
      "  serin rollout get cart -n shop --watch   until Ctrl-C",
      "  serin rollout get cart -n shop --json"
    })
final class GetCommand extends NamedCommand {
  private static final long PERIOD_MILLIS = 1000;

  @Option(
      names = {"-w", "--watch"},
      description = "Show it again each second, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "Write JSON (docs/schemas/rollout.schema.json).")
  private boolean json;

  @Override
  int run(RolloutCluster cluster) throws InterruptedException {
    LiveText live = new LiveText(console(), console().out());
    do {
      RolloutFamily family = cluster.family(name());
      if (json) {
        console().out().println(Json.text(RolloutJson.family(family)));
      } else {
        live.show(new RolloutTree(family, console(), Instant.now()).lines());
      }
      if (watch) {
        Thread.sleep(PERIOD_MILLIS);
      }
    } while (watch);
    return ExitCode.OK;
  }
}
