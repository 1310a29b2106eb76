package dev.serin.cli.rollout;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.RolloutState;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.Table;
import dev.serin.delivery.problem.Printable;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One Rollout for a person: its state, then its versions with their pods and analyses as a tree.
 */
final class RolloutTree {
  private static final String INDENT = "  ";

  private final Console console;
  private final RolloutFamily family;
  private final Rollout rollout;
  private final RolloutStatus status;
  private final Instant now;

  RolloutTree(RolloutFamily family, Console console, Instant now) {
    this.family = family;
    this.console = console;
    this.now = now;
    rollout = family.rollout();
    status = RolloutStatus.of(rollout);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(summary());
    lines.add("");
    Table table = new Table();
    for (ReplicaSet set : family.replicaSets()) {
      int pods = Objects.requireNonNullElse(set.getSpec().getReplicas(), 0);
      if (pods > 0 || !role(set).isEmpty()) {
        version(table, set);
      }
    }
    lines.addAll(table.lines());
    return lines;
  }

  private List<String> summary() {
    RolloutState state = RolloutState.of(rollout);
    Table table = new Table();
    table.row(
        "Name:", rollout.getMetadata().getNamespace() + "/" + rollout.getMetadata().getName());
    table.row("Phase:", state.text());
    table.row("Strategy:", blueGreen() ? "BlueGreen" : "Canary");
    int steps = CanaryStrategy.stepsOf(rollout).size();
    if (steps > 0) {
      int step = Math.min(Objects.requireNonNullElse(status.currentStepIndex(), 0), steps);
      table.row("Step:", step + " of " + steps + " done");
    }
    weights().ifPresent(text -> table.row("Traffic:", text));
    table.row(
        "Replicas:",
        number(rollout.getSpec() == null ? null : rollout.getSpec().replicas())
            + " wanted, "
            + number(status.replicas())
            + " there, "
            + number(status.updatedReplicas())
            + " of the new version, "
            + number(status.availableReplicas())
            + " available");
    List<String> lines = new ArrayList<>(table.lines());
    lines.replaceAll(line -> line.startsWith("Phase:") ? paint(state.phase(), line) : line);
    return lines;
  }

  private boolean blueGreen() {
    return RolloutStrategy.of(rollout).map(RolloutStrategy::blueGreen).isPresent();
  }

  private Optional<String> weights() {
    return status
        .trafficWeights()
        .map(weights -> weight("canary", weights.canary()) + ", " + stable(weights));
  }

  private static String stable(TrafficWeights weights) {
    return weight("stable", weights.stable())
        + (Boolean.FALSE.equals(weights.verified()) ? " (not verified yet)" : "");
  }

  private static String weight(String name, @Nullable WeightDestination destination) {
    return name + " " + number(destination == null ? null : destination.weight()) + " %";
  }

  private void version(Table table, ReplicaSet set) {
    String hash = Revisions.hash(set);
    String role = role(set);
    int ready = Optional.ofNullable(set.getStatus()).map(s -> s.getReadyReplicas()).orElse(0);
    int wanted = Objects.requireNonNullElse(set.getSpec().getReplicas(), 0);
    table.row(
        "revision " + Revisions.of(set) + (role.isEmpty() ? "" : " (" + role + ")"),
        ready + "/" + wanted + " ready",
        Age.of(Revisions.created(set), now),
        images(set));
    for (Pod pod : family.pods()) {
      if (Revisions.hash(pod).equals(hash)) {
        table.row(
            INDENT + pod.getMetadata().getName(), PodText.state(pod), podAge(pod), restarts(pod));
      }
    }
    for (AnalysisRun run : family.runs()) {
      if (Revisions.hash(run).equals(hash)) {
        table.row(
            INDENT + run.getMetadata().getName(),
            runPhase(run),
            Age.of(Revisions.created(run), now),
            runMessage(run));
      }
    }
  }

  private String role(ReplicaSet set) {
    String hash = Revisions.hash(set);
    boolean stable = hash.equals(status.stableRS());
    boolean current = hash.equals(status.currentPodHash());
    if (stable) {
      return "stable";
    }
    return current ? (blueGreen() ? "preview" : "canary") : "";
  }

  private static String images(ReplicaSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(Container::getImage)
        .collect(Collectors.joining(", "));
  }

  private String podAge(Pod pod) {
    return Age.of(Revisions.created(pod), now);
  }

  private static String restarts(Pod pod) {
    int restarts =
        pod.getStatus() == null
            ? 0
            : pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    return restarts == 0 ? "" : restarts + (restarts == 1 ? " restart" : " restarts");
  }

  private static String runPhase(AnalysisRun run) {
    return Optional.ofNullable(run.getStatus())
        .map(AnalysisRunStatus::phase)
        .map(AnalysisPhase::wireName)
        .orElse("Pending");
  }

  private static String runMessage(AnalysisRun run) {
    return Optional.ofNullable(run.getStatus())
        .map(AnalysisRunStatus::message)
        .map(Printable::line)
        .orElse("");
  }

  private String paint(RolloutPhase phase, String text) {
    return switch (phase) {
      case HEALTHY -> console.green(text);
      case DEGRADED -> console.red(text);
      case PAUSED -> console.yellow(text);
      case PROGRESSING -> console.bold(text);
    };
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
