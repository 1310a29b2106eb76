package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.status.Conditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when a Rollout's status is worth a write.
 *
 * <ol>
 *   <li>A change of what a later decision starts from (steps, pauses, abort, versions, phase,
 *       analyses and so on) is written at once.
 *   <li>What can be seen in the cluster anew at any time (numbers of pods, the weights of canary
 *       and stable, conditions, the message) is written with the next change of the first kind, or
 *       after {@link #PATIENCE}. Pods and routes report several changes within a moment; one write
 *       tells them all.
 * </ol>
 *
 * A status that was held back is not kept: the next pass decides anew.
 */
final class StatusPace {

  /** How long numbers and conditions may be behind. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final WeightDestination NOWHERE = new WeightDestination(0, null, null, Map.of());

  private final LongSupplier nanoTime;
  private final Map<ObjectKey, Long> heldSince = new ConcurrentHashMap<>();

  StatusPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether to write now; otherwise the rollout has to be looked at again after the patience. */
  boolean due(ObjectKey key, @Nullable RolloutStatus before, RolloutStatus after) {
    if (before == null || after.equals(before) || !essence(after).equals(essence(before))) {
      heldSince.remove(key);
      return true;
    }
    long now = nanoTime.getAsLong();
    Long since = heldSince.putIfAbsent(key, now);
    if (since == null || now - since < PATIENCE.toNanos()) {
      return false;
    }
    heldSince.remove(key);
    return true;
  }

  /** A rollout exists no more. */
  void forget(ObjectKey key) {
    heldSince.remove(key);
  }

  private static RolloutStatus essence(RolloutStatus status) {
    CanaryStatus canary = status.canary();
    return status.toBuilder()
        .replicas(null)
        .updatedReplicas(null)
        .readyReplicas(null)
        .availableReplicas(null)
        .HPAReplicas(null)
        .message(null)
        // An event goes with this one: it must not be told of again by every pass until then.
        .conditions(
            status.conditions().stream()
                .filter(condition -> Conditions.TRAFFIC_CONTESTED.equals(condition.type()))
                .toList())
        .canary(canary == null ? null : withoutNumbers(canary))
        .build();
  }

  private static CanaryStatus withoutNumbers(CanaryStatus canary) {
    TrafficWeights weights = canary.weights();
    return weights == null
        ? canary
        : canary.withWeights(
            new TrafficWeights(
                NOWHERE, NOWHERE, weights.additional(), weights.verified(), weights.unknown()));
  }
}
