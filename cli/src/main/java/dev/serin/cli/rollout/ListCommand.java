package dev.serin.cli.rollout;

import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.RolloutState;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.cli.output.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout list}. */
@Command(
    name = "list",
    header = "List rollouts with their phase, step and weight.",
    footer = {
      "  serin rollout list",
      "  serin rollout list -A",
      "  serin rollout list -n shop --json"
    })
final class ListCommand extends RolloutSubcommand {
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Those of all namespaces.")
  private boolean everywhere;

  @Option(names = "--json", description = "Write JSON (docs/schemas/rollouts.schema.json).")
  private boolean json;

  @Override
  int run(RolloutCluster cluster) {
    List<Rollout> rollouts = cluster.rollouts(everywhere);
    if (json) {
      console().out().println(Json.text(RolloutJson.list(rollouts)));
    } else if (rollouts.isEmpty()) {
      console()
          .note(
              everywhere
                  ? "no Rollouts in the cluster"
                  : "no Rollouts in namespace '" + cluster.namespace() + "'; -A lists all");
    } else {
      table(rollouts).lines().forEach(console().out()::println);
    }
    return ExitCode.OK;
  }

  private Table table(List<Rollout> rollouts) {
    Table table = new Table();
    table.row("NAMESPACE", "NAME", "STEP", "WEIGHT", "AVAILABLE", "AGE", "PHASE");
    for (Rollout rollout : rollouts) {
      RolloutStatus status = RolloutStatus.of(rollout);
      int steps = CanaryStrategy.stepsOf(rollout).size();
      table.row(
          rollout.getMetadata().getNamespace(),
          rollout.getMetadata().getName(),
          steps == 0 ? "-" : Objects.requireNonNullElse(status.currentStepIndex(), 0) + "/" + steps,
          status.canaryWeight().map(weight -> weight + " %").orElse("-"),
          Objects.requireNonNullElse(status.availableReplicas(), 0) + "/" + wanted(rollout),
          Age.of(Revisions.created(rollout), Instant.now()),
          RolloutState.of(rollout).text());
    }
    return table;
  }

  private static int wanted(Rollout rollout) {
    return rollout.getSpec() == null
        ? 1
        : Objects.requireNonNullElse(rollout.getSpec().replicas(), 1);
  }
}
