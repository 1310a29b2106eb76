package dev.serin.rollout.status;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.RolloutCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes lists of conditions as Argo does: a condition that says the same again is not rewritten,
 * unless it is touched; lastTransitionTime changes only with the status.
 */
public final class Conditions {
  /** Type: whether the rollout moves on. */
  public static final String PROGRESSING = "Progressing";

  /** Type: whether there are enough pods. */
  public static final String AVAILABLE = "Available";

  /** Type: whether the rollout waits. */
  public static final String PAUSED = "Paused";

  /** Type: whether the current version is stable. */
  public static final String COMPLETED = "Completed";

  /** Type: whether the current version is stable and has all its pods. */
  public static final String HEALTHY = "Healthy";

  /** Type: whether the specification makes no sense. */
  public static final String INVALID_SPEC = "InvalidSpec";

  /** Type: whether those who carry out the routes take them; there only while they do not. */
  public static final String TRAFFIC_VERIFIED = "TrafficVerified";

  /**
   * Type: whether the API server takes changes of Services and routes; there only while it does
   * not. Serin's own.
   */
  public static final String TRAFFIC_ROUTED = "TrafficRouted";

  /** Type: whether a ReplicaSet cannot make pods. */
  public static final String REPLICA_FAILURE = "ReplicaFailure";

  /** Type: whether somebody else keeps changing weights or selectors. Serin's own. */
  public static final String TRAFFIC_CONTESTED = "TrafficContested";

  /** What a condition says. */
  public record Saying(String type, String status, String reason, String message) {
    /** True, with a reason and a message. */
    public static Saying yes(String type, String reason, String message) {
      return new Saying(type, "True", reason, message);
    }

    /** False, with a reason and a message. */
    public static Saying no(String type, String reason, String message) {
      return new Saying(type, "False", reason, message);
    }
  }

  private Conditions() {}

  /** The condition of a type. */
  public static Optional<RolloutCondition> find(List<RolloutCondition> conditions, String type) {
    return conditions.stream().filter(condition -> type.equals(condition.type())).findFirst();
  }

  /** Whether the condition of a type is True. */
  public static boolean isTrue(List<RolloutCondition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> "True".equals(condition.status()))
        .isPresent();
  }

  /** The list with the condition; itself when it says so already. */
  public static List<RolloutCondition> with(
      List<RolloutCondition> conditions, Saying saying, Instant now) {
    return with(conditions, saying, now, false);
  }

  /**
   * The list with the condition.
   *
   * @param touch whether to renew lastUpdateTime of a condition that says so already
   */
  public static List<RolloutCondition> with(
      List<RolloutCondition> conditions, Saying saying, Instant now, boolean touch) {
    Optional<RolloutCondition> before = find(conditions, saying.type());
    boolean same = before.filter(condition -> says(condition, saying)).isPresent();
    if (same && !touch) {
      return conditions;
    }
    Instant time = WireTime.truncate(now);
    Instant transition =
        before
            .filter(condition -> saying.status().equals(condition.status()))
            .map(RolloutCondition::lastTransitionTime)
            .orElse(time);
    List<RolloutCondition> result = without(conditions, saying.type());
    result.add(
        new RolloutCondition(
            saying.type(),
            saying.status(),
            time,
            transition,
            saying.reason(),
            saying.message(),
            Map.of()));
    return List.copyOf(result);
  }

  /** A changeable copy of the list without the condition of a type. */
  public static List<RolloutCondition> without(List<RolloutCondition> conditions, String type) {
    List<RolloutCondition> result = new ArrayList<>(conditions);
    result.removeIf(condition -> type.equals(condition.type()));
    return result;
  }

  private static boolean says(RolloutCondition condition, Saying saying) {
    return saying.status().equals(condition.status())
        && saying.reason().equals(condition.reason())
        && Objects.equals(saying.message(), condition.message());
  }
}
