package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.traffic.Confirmation;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the status says of the traffic: the weights, and whether every route is accepted. */
final class TrafficNotes {
  private TrafficNotes() {}

  /**
   * Notes a goal.
   *
   * @param written whether everything is as the goal has it
   * @param stable hash of the stable version
   */
  static void note(TrafficGoal goal, boolean written, String stable, Situation s, Draft d) {
    CanaryStatus canary = d.status().canary();
    TrafficWeights weights =
        new TrafficWeights(
            new WeightDestination(
                goal.canaryWeight(), s.settings().canaryService(), s.versions().hash(), Map.of()),
            new WeightDestination(
                goal.stableWeight(), s.settings().stableService(), stable, Map.of()),
            additional(goal, s),
            verified(written, s, d),
            Map.of());
    CanaryStatus base = canary == null ? CanaryStatus.empty() : canary;
    d.update(b -> b.canary(base.withWeights(weights)));
  }

  /** Those that are wanted, and those that are still somewhere. */
  private static List<WeightDestination> additional(TrafficGoal goal, Situation s) {
    return goal.additional().stream()
        .filter(share -> share.weight() > 0 || s.split().mentions(share.destination().service()))
        .map(TrafficNotes::destination)
        .toList();
  }

  private static WeightDestination destination(Share share) {
    return new WeightDestination(
        share.weight(), share.destination().service(), share.destination().hash(), Map.of());
  }

  /** True or false where somebody says whether a route is accepted; nothing where nobody does. */
  private static @Nullable Boolean verified(boolean written, Situation s, Draft d) {
    if (!s.split().reported()) {
      return null;
    }
    Confirmation accepted = s.split().accepted();
    tellRefusal(accepted, s, d);
    return written && accepted.confirmed();
  }

  /** A condition while somebody refuses a route, and one event when it begins. */
  private static void tellRefusal(Confirmation accepted, Situation s, Draft d) {
    List<RolloutCondition> before = d.status().conditions();
    boolean known = Conditions.find(before, Conditions.TRAFFIC_VERIFIED).isPresent();
    if (accepted.state() == Confirmation.State.NO) {
      Saying saying =
          Saying.no(Conditions.TRAFFIC_VERIFIED, Reasons.WEIGHT_VERIFY_ERROR, accepted.reason());
      d.update(b -> b.conditions(Conditions.with(before, saying, s.now())));
      if (!known) {
        d.warning(Reasons.WEIGHT_VERIFY_ERROR, "Failed to verify weight: " + accepted.reason());
      }
    } else if (known && accepted.confirmed()) {
      d.update(b -> b.conditions(Conditions.without(before, Conditions.TRAFFIC_VERIFIED)));
    }
  }
}
