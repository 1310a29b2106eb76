package dev.serin.rollout.change;

import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.TrafficWrites;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.PhaseTable;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.status.Selectors;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a pass: counts, conditions, phase. */
public final class Summary {
  private Summary() {}

  /**
   * Counts pods; more of them are progress.
   *
   * @param active the version that all users see, if the strategy has such a one: it alone is
   *     counted as available, and by autoscalers
   */
  public static void count(Pass p, Draft d, Optional<ReplicaSet> active) {
    RolloutStatus before = d.status();
    List<ReplicaSet> all = p.observation().replicaSets();
    List<ReplicaSet> serving = active.map(List::of).orElse(all);
    int existing = ReplicaSets.sum(all, ReplicaSets::existing);
    int updated = ReplicaSets.existing(p.current());
    int ready = ReplicaSets.sum(serving, ReplicaSets::ready);
    int available = ReplicaSets.sum(serving, ReplicaSets::available);
    if (updated != orZero(before.updatedReplicas())
        || ready > orZero(before.readyReplicas())
        || available > orZero(before.availableReplicas())
        || existing - updated < orZero(before.replicas()) - orZero(before.updatedReplicas())) {
      d.progressed();
    }
    d.update(
        b ->
            b.replicas(existing)
                .updatedReplicas(updated)
                .readyReplicas(ready)
                .availableReplicas(available)
                .HPAReplicas(ReplicaSets.sum(serving, ReplicaSets::existing))
                .selector(
                    Selectors.text(
                        active
                            .map(set -> set.getSpec().getSelector())
                            .orElse(p.rollout().getSpec().selector()))));
  }

  /**
   * Conditions, phase and message of a rollout that makes sense.
   *
   * @param available whether there are enough pods for the users
   * @param complete whether the current version is everywhere, and no other is left, by the rules
   *     of the strategy
   * @param manual whether a reason to pause needs somebody to act
   */
  public static void conclude(
      Pass p, Draft d, boolean available, boolean complete, ManualPause manual) {
    int replicas = p.change().replicas();
    boolean paused = p.change().paused() || !d.status().pauseConditions().isEmpty();
    boolean healthy =
        complete
            && !d.status().aborted()
            && orZero(d.status().updatedReplicas()) == replicas
            && orZero(d.status().availableReplicas()) >= replicas;
    List<RolloutCondition> conditions =
        Conditions.without(d.status().conditions(), Conditions.INVALID_SPEC);
    for (Saying saying : sayings(p, d, available, paused, healthy && !paused)) {
      conditions = Conditions.with(conditions, saying, p.now());
    }
    conditions = failures(p, conditions);
    conditions =
        Conditions.with(
            conditions,
            Progress.saying(p, d, paused, healthy),
            p.now(),
            d.hasProgressed() && !healthy);
    Stopwatch.update(
        p,
        d,
        p.change().paused() || d.status().pauseConditions().stream().anyMatch(manual::needed));
    finish(p, d, conditions);
  }

  /** Whether a reason to pause needs somebody to act. */
  @FunctionalInterface
  public interface ManualPause {
    /** Whether this one does. */
    boolean needed(PauseCondition pause);
  }

  /** Conditions, phase and message of a rollout that makes no sense. */
  public static void reject(Pass p, Draft d, List<String> problems) {
    Saying saying =
        Saying.yes(Conditions.INVALID_SPEC, Reasons.INVALID_SPEC, invalid(p.name(), problems));
    boolean known = Conditions.isTrue(d.status().conditions(), Conditions.INVALID_SPEC);
    List<RolloutCondition> conditions = Conditions.with(d.status().conditions(), saying, p.now());
    if (!known || !conditions.equals(d.status().conditions())) {
      d.warning(Reasons.INVALID_SPEC, saying.message());
    }
    if (d.status().aborted()) {
      conditions = Conditions.with(conditions, Progress.saying(p, d, false, false), p.now());
    }
    finish(p, d, conditions);
  }

  /** The message of condition InvalidSpec. */
  public static String invalid(String rollout, List<String> problems) {
    return "The Rollout \"%s\" is invalid: %s".formatted(rollout, String.join("; ", problems));
  }

  private static List<Saying> sayings(
      Pass p, Draft d, boolean available, boolean paused, boolean healthy) {
    List<RolloutCondition> before = d.status().conditions();
    List<Saying> sayings = new ArrayList<>();
    sayings.add(
        available
            ? Saying.yes(
                Conditions.AVAILABLE, Reasons.AVAILABLE, "Rollout has minimum availability")
            : Saying.no(
                Conditions.AVAILABLE,
                Reasons.AVAILABLE,
                "Rollout does not have minimum availability"));
    if (paused || Conditions.find(before, Conditions.PAUSED).isPresent()) {
      sayings.add(
          new Saying(
              Conditions.PAUSED,
              paused ? "True" : "False",
              Reasons.ROLLOUT_PAUSED,
              "Rollout is paused"));
    }
    sayings.add(completed(p, d));
    if (healthy) {
      sayings.add(Saying.yes(Conditions.HEALTHY, Reasons.ROLLOUT_HEALTHY, "Rollout is healthy"));
    } else if (Conditions.find(before, Conditions.HEALTHY).isPresent()) {
      sayings.add(Saying.no(Conditions.HEALTHY, Reasons.ROLLOUT_HEALTHY, "Rollout is not healthy"));
    }
    return sayings;
  }

  private static Saying completed(Pass p, Draft d) {
    if (Lifecycle.stable(p, d)) {
      return Saying.yes(Conditions.COMPLETED, Reasons.ROLLOUT_COMPLETED, "RolloutCompleted");
    }
    Optional<RolloutCondition> before =
        Conditions.find(d.status().conditions(), Conditions.COMPLETED);
    if (before.isEmpty() || "True".equals(before.get().status())) {
      d.event(
          Reasons.ROLLOUT_NOT_COMPLETED,
          "Rollout not completed, started update to revision %d (%s)"
              .formatted(p.versions().revision(), p.versions().hash()));
    }
    return Saying.no(Conditions.COMPLETED, Reasons.ROLLOUT_COMPLETED, "RolloutCompleted");
  }

  /** A ReplicaSet says that it cannot make pods; the current one's word goes first. */
  private static List<RolloutCondition> failures(Pass p, List<RolloutCondition> conditions) {
    List<ReplicaSet> sets = new ArrayList<>();
    if (p.current() != null) {
      sets.add(p.current());
    }
    sets.addAll(p.observation().replicaSets());
    Optional<Saying> failure =
        sets.stream()
            .flatMap(set -> ReplicaSets.conditions(set).stream())
            .filter(condition -> Conditions.REPLICA_FAILURE.equals(condition.getType()))
            .findFirst()
            .map(
                condition ->
                    new Saying(
                        Conditions.REPLICA_FAILURE,
                        String.valueOf(condition.getStatus()),
                        String.valueOf(condition.getReason()),
                        String.valueOf(condition.getMessage())));
    return failure
        .map(saying -> Conditions.with(conditions, saying, p.now()))
        .orElseGet(() -> Conditions.without(conditions, Conditions.REPLICA_FAILURE));
  }

  private static List<RolloutCondition> contested(
      Pass p, Draft d, List<RolloutCondition> conditions) {
    TrafficWrites writes = p.observation().surroundings().writes();
    Optional<RolloutCondition> known = Conditions.find(conditions, Conditions.TRAFFIC_CONTESTED);
    Optional<Saying> saying = Contest.saying(writes, known, p.now());
    if (saying.isEmpty()) {
      return conditions;
    }
    List<RolloutCondition> result = Conditions.with(conditions, saying.get(), p.now());
    boolean was = Conditions.isTrue(conditions, Conditions.TRAFFIC_CONTESTED);
    boolean is = Conditions.isTrue(result, Conditions.TRAFFIC_CONTESTED);
    if (is && !was) {
      d.warning(Reasons.TRAFFIC_CONTESTED, saying.get().message());
    } else if (was && !is) {
      d.event(Reasons.TRAFFIC_UNCONTESTED, saying.get().message());
    }
    if (is) {
      d.wakeAt(Contest.quietAt(writes));
    }
    return result;
  }

  private static void finish(Pass p, Draft d, List<RolloutCondition> before) {
    List<RolloutCondition> conditions = RefusedWrites.traffic(p, d, contested(p, d, before));
    Long generation = p.rollout().getMetadata().getGeneration();
    d.update(
        b ->
            b.conditions(conditions)
                .observedGeneration(generation == null ? null : generation.toString()));
    PhaseTable phase = PhaseTable.of(p.rollout().getSpec(), d.status());
    d.update(
        b -> b.phase(phase.phase()).message(phase.message().isEmpty() ? null : phase.message()));
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
