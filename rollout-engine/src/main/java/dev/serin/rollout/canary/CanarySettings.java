package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Durations;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canary as it is to be done: Argo's defaults filled in, percentages worked out.
 *
 * @param replicas wanted pods
 * @param maxSurge pods above that; percentages are rounded up
 * @param maxUnavailable pods that may be missing; percentages are rounded down, 1 when both are 0
 * @param steps the steps
 * @param routed whether a router splits the traffic
 * @param maxWeight the weight that means all traffic
 * @param managedRoutes names of the routes that steps may add, by precedence
 * @param stableService Service of the stable version; may be empty without routing
 * @param canaryService Service of the canary; may be empty without routing
 * @param background analysis in the background
 * @param minPods least pods of a canary that gets routed traffic
 * @param scaleDownDelay how long the previous stable version stays
 * @param scaleDownLimit how many old versions may wait for that
 * @param abortScaleDownDelay how long an aborted canary stays; empty means for ever
 * @param progressDeadline how long nothing may happen
 * @param abortAtDeadline whether to abort then
 * @param paused whether an operator has stopped the rollout
 */
record CanarySettings(
    int replicas,
    int maxSurge,
    int maxUnavailable,
    List<CanaryStep> steps,
    boolean routed,
    int maxWeight,
    List<String> managedRoutes,
    String stableService,
    String canaryService,
    Optional<RolloutAnalysis> background,
    int minPods,
    Duration scaleDownDelay,
    int scaleDownLimit,
    Optional<Duration> abortScaleDownDelay,
    Duration progressDeadline,
    boolean abortAtDeadline,
    boolean paused) {

  private static final IntOrString QUARTER = new IntOrString("25%");

  static CanarySettings of(RolloutSpec spec, CanaryStrategy canary) {
    int replicas = or(spec.replicas(), 1);
    int surge = count(canary.maxSurge(), replicas, true);
    int unavailable = count(canary.maxUnavailable(), replicas, false);
    int abortDelay = or(canary.abortScaleDownDelaySeconds(), 30);
    return new CanarySettings(
        replicas,
        surge,
        surge == 0 && unavailable == 0 ? 1 : Math.min(unavailable, replicas),
        canary.steps(),
        canary.trafficRouting() != null,
        maxWeight(canary),
        managedRoutes(canary),
        canary.stableService() == null ? "" : canary.stableService(),
        canary.canaryService() == null ? "" : canary.canaryService(),
        Optional.ofNullable(canary.analysis()).filter(analysis -> !analysis.templates().isEmpty()),
        or(canary.minPodsPerReplicaSet(), 1),
        Duration.ofSeconds(or(canary.scaleDownDelaySeconds(), 30)),
        or(canary.scaleDownDelayRevisionLimit(), Integer.MAX_VALUE),
        abortDelay == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(abortDelay)),
        Duration.ofSeconds(or(spec.progressDeadlineSeconds(), 600)),
        Boolean.TRUE.equals(spec.progressDeadlineAbort()),
        Boolean.TRUE.equals(spec.paused()));
  }

  /** Where the traffic of a canary goes, when its numbers cannot be worked with. */
  static CanarySettings onlyTraffic(CanaryStrategy canary) {
    return new CanarySettings(
        0,
        0,
        1,
        canary.steps(),
        canary.trafficRouting() != null,
        maxWeight(canary),
        managedRoutes(canary),
        canary.stableService() == null ? "" : canary.stableService(),
        canary.canaryService() == null ? "" : canary.canaryService(),
        Optional.empty(),
        1,
        Duration.ZERO,
        Integer.MAX_VALUE,
        Optional.empty(),
        Duration.ZERO,
        false,
        false);
  }

  /** The weight of the latest setWeight up to a step; all after the last step. */
  int weightAt(int step) {
    if (step >= steps.size()) {
      return maxWeight;
    }
    for (int i = step; i >= 0; i--) {
      Integer weight = steps.get(i).setWeight();
      if (weight != null) {
        return weight;
      }
    }
    return 0;
  }

  private int pods(int weight) {
    return (int) (((long) replicas * weight + maxWeight - 1) / maxWeight);
  }

  private static int maxWeight(CanaryStrategy canary) {
    Integer most =
        canary.trafficRouting() == null ? null : canary.trafficRouting().maxTrafficWeight();
    return most == null || most < 1 ? 100 : most;
  }

  private static List<String> managedRoutes(CanaryStrategy canary) {
    return canary.trafficRouting() == null
        ? List.of()
        : canary.trafficRouting().managedRoutes().stream()
            .map(route -> String.valueOf(route.name()))
            .toList();
  }

  /** Pods that a canary with routed traffic needs for a weight. */
  int routedPods(int weight) {
    return weight == 0 ? 0 : Math.max(Math.min(minPods, replicas), pods(weight));
  }

  /** The step at an index, or null after the last. */
  @Nullable CanaryStep step(int index) {
    return index < steps.size() ? steps.get(index) : null;
  }

  /** How long a pause lasts; empty means until somebody promotes. */
  static Optional<Duration> duration(@Nullable IntOrString duration) {
    if (duration == null) {
      return Optional.empty();
    }
    Integer seconds = duration.getIntVal();
    return Optional.of(
        seconds != null ? Duration.ofSeconds(seconds) : Durations.parse(duration.getStrVal()));
  }

  private static int count(@Nullable IntOrString value, int replicas, boolean up) {
    IntOrString given = value == null ? QUARTER : value;
    Integer number = given.getIntVal();
    if (number != null) {
      return number;
    }
    String text = given.getStrVal().replace("%", "").trim();
    int hundredths = replicas * Integer.parseInt(text);
    return up ? (hundredths + 99) / 100 : hundredths / 100;
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
