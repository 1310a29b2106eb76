package dev.serin.rollout.canary;

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
final class Summary {
  private Summary() {}

  /** Counts pods; more of them are progress. */
  static void count(Situation s, Draft d) {
    RolloutStatus before = d.status();
    List<ReplicaSet> all = s.observation().replicaSets();
    int existing = ReplicaSets.sum(all, ReplicaSets::existing);
    int updated = ReplicaSets.existing(s.current());
    int ready = ReplicaSets.sum(all, ReplicaSets::ready);
    int available = ReplicaSets.sum(all, ReplicaSets::available);
    if (updated > orZero(before.updatedReplicas())
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
                .HPAReplicas(existing)
                .selector(Selectors.text(s.rollout().getSpec().selector())));
  }

  /** Conditions, phase and message of a rollout that makes sense. */
  static void conclude(Situation s, Draft d) {
    List<Saying> sayings = new ArrayList<>();
    boolean complete = Lifecycle.stable(s, d);
    boolean allThere = s.currentAvailable() >= s.settings().replicas();
    int minimum = s.settings().replicas() - s.settings().maxUnavailable();
    sayings.add(
        orZero(d.status().availableReplicas()) >= minimum && d.status().stableRS() != null
            ? Saying.yes(
                Conditions.AVAILABLE, Reasons.AVAILABLE, "Rollout has minimum availability")
            : Saying.no(
                Conditions.AVAILABLE,
                Reasons.AVAILABLE,
                "Rollout does not have minimum availability"));
    boolean paused = s.settings().paused() || !d.status().pauseConditions().isEmpty();
    if (paused || Conditions.find(d.status().conditions(), Conditions.PAUSED).isPresent()) {
      sayings.add(
          new Saying(
              Conditions.PAUSED,
              paused ? "True" : "False",
              Reasons.ROLLOUT_PAUSED,
              "Rollout is paused"));
    }
    sayings.add(completed(s, d, complete));
    sayings.add(
        complete && allThere && !d.status().aborted()
            ? Saying.yes(Conditions.HEALTHY, Reasons.ROLLOUT_HEALTHY, "Rollout is healthy")
            : Saying.no(Conditions.HEALTHY, Reasons.ROLLOUT_HEALTHY, "Rollout is not healthy"));
    List<RolloutCondition> conditions =
        Conditions.without(d.status().conditions(), Conditions.INVALID_SPEC);
    for (Saying saying : sayings) {
      conditions = Conditions.with(conditions, saying, s.now());
    }
    conditions =
        Conditions.with(conditions, Progress.saying(s, d, paused), s.now(), d.hasProgressed());
    finish(s, d, conditions);
  }

  /** Conditions, phase and message of a rollout that makes no sense. */
  static void reject(Situation s, Draft d, List<String> problems) {
    Saying saying =
        Saying.yes(Conditions.INVALID_SPEC, Reasons.INVALID_SPEC, String.join("; ", problems));
    boolean known = Conditions.isTrue(d.status().conditions(), Conditions.INVALID_SPEC);
    List<RolloutCondition> conditions = Conditions.with(d.status().conditions(), saying, s.now());
    if (!known || !conditions.equals(d.status().conditions())) {
      d.warning(Reasons.INVALID_SPEC, saying.message());
    }
    if (d.status().aborted()) {
      conditions = Conditions.with(conditions, Progress.saying(s, d, false), s.now());
    }
    finish(s, d, conditions);
  }

  private static Saying completed(Situation s, Draft d, boolean complete) {
    String revision = Integer.toString(s.versions().revision());
    if (complete) {
      return Saying.yes(Conditions.COMPLETED, Reasons.ROLLOUT_COMPLETED, "RolloutCompleted");
    }
    if (Conditions.isTrue(d.status().conditions(), Conditions.COMPLETED)) {
      d.event(
          Reasons.ROLLOUT_NOT_COMPLETED,
          "Rollout not completed, started update to revision " + revision);
    }
    return Saying.no(Conditions.COMPLETED, Reasons.ROLLOUT_COMPLETED, "RolloutCompleted");
  }

  private static void finish(Situation s, Draft d, List<RolloutCondition> before) {
    List<RolloutCondition> conditions = contested(s, d, before);
    Long generation = s.rollout().getMetadata().getGeneration();
    d.update(
        b ->
            b.conditions(conditions)
                .observedGeneration(generation == null ? null : generation.toString()));
    PhaseTable phase = PhaseTable.of(s.rollout().getSpec(), d.status());
    d.update(
        b -> b.phase(phase.phase()).message(phase.message().isEmpty() ? null : phase.message()));
  }

  private static List<RolloutCondition> contested(
      Situation s, Draft d, List<RolloutCondition> conditions) {
    TrafficWrites writes = s.observation().writes();
    Optional<RolloutCondition> known = Conditions.find(conditions, Conditions.TRAFFIC_CONTESTED);
    Optional<Saying> saying = Contest.saying(writes, known, s.now());
    if (saying.isEmpty()) {
      return conditions;
    }
    List<RolloutCondition> result = Conditions.with(conditions, saying.get(), s.now());
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

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
