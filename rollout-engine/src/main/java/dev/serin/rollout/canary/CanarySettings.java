package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.PingPong;
import dev.serin.argo.rollout.ReplicaProgressThreshold;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.SetCanaryScale;
import dev.serin.argo.rollout.TrafficRouting;
import dev.serin.rollout.Durations;
import dev.serin.rollout.change.ChangeSettings;
import dev.serin.rollout.replicas.PodTemplateHash;
import dev.serin.rollout.replicas.Shares;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canary as it is to be done: Argo's defaults filled in, percentages worked out.
 *
 * @param change what all strategies have
 * @param maxSurge pods above the wanted ones; percentages are rounded up
 * @param steps the steps
 * @param routed whether a router splits the traffic
 * @param maxWeight the weight that means all traffic
 * @param managedRoutes names of the routes that steps may add, by precedence
 * @param stableService Service of the stable version; may be empty without routing
 * @param canaryService Service of the canary; may be empty without routing
 * @param pingPong two Services that change roles, if there are any
 * @param background analysis in the background
 * @param minPods least pods of a version that gets routed traffic
 * @param dynamicStable whether stable shrinks as the canary grows
 * @param keepsAborted whether it is said how long an aborted canary stays
 * @param threshold how many pods of the canary are enough
 */
record CanarySettings(
    ChangeSettings change,
    int maxSurge,
    List<CanaryStep> steps,
    boolean routed,
    int maxWeight,
    List<String> managedRoutes,
    String stableService,
    String canaryService,
    Optional<PingPong> pingPong,
    Optional<RolloutAnalysis> background,
    int minPods,
    boolean dynamicStable,
    boolean keepsAborted,
    Optional<ReplicaProgressThreshold> threshold) {

  static final String PING = "ping";
  static final String PONG = "pong";
  private static final IntOrString QUARTER = new IntOrString("25%");

  static CanarySettings of(RolloutSpec spec, CanaryStrategy canary, RolloutStatus status) {
    int replicas = or(spec.replicas(), 1);
    int surge = Shares.count(canary.maxSurge(), QUARTER, replicas, true);
    int unavailable = Shares.count(canary.maxUnavailable(), QUARTER, replicas, false);
    Integer abortDelay = canary.abortScaleDownDelaySeconds();
    ChangeSettings change =
        ChangeSettings.of(
            spec,
            surge == 0 && unavailable == 0 ? 1 : Math.min(unavailable, replicas),
            canary.steps().size(),
            Optional.of(PodTemplateHash.ofSteps(canary.steps())),
            canary.scaleDownDelaySeconds(),
            canary.scaleDownDelayRevisionLimit(),
            abortDelay);
    return settings(canary, change, surge, canary.analysis()).withRoles(status);
  }

  /** Where the traffic of a canary goes, when its numbers cannot be worked with. */
  static CanarySettings onlyTraffic(CanaryStrategy canary, RolloutStatus status) {
    return settings(canary, ChangeSettings.onlyTraffic(0, canary.steps().size()), 0, null)
        .withRoles(status);
  }

  private static CanarySettings settings(
      CanaryStrategy canary,
      ChangeSettings change,
      int surge,
      @Nullable RolloutAnalysis background) {
    TrafficRouting routing = canary.trafficRouting();
    Integer abortDelay = canary.abortScaleDownDelaySeconds();
    return new CanarySettings(
        change,
        surge,
        canary.steps(),
        routing != null,
        routing == null ? 100 : Math.max(1, or(routing.maxTrafficWeight(), 100)),
        routing == null
            ? List.of()
            : routing.managedRoutes().stream().map(route -> String.valueOf(route.name())).toList(),
        orEmpty(canary.stableService()),
        orEmpty(canary.canaryService()),
        Optional.ofNullable(canary.pingPong()),
        Optional.ofNullable(background).filter(analysis -> !analysis.templates().isEmpty()),
        or(canary.minPodsPerReplicaSet(), 1),
        routing != null && Boolean.TRUE.equals(canary.dynamicStableScale()),
        abortDelay != null && abortDelay > 0,
        Optional.ofNullable(canary.replicaProgressThreshold()));
  }

  /** The same with ping and pong in the roles that a status gives them. */
  CanarySettings withRoles(RolloutStatus status) {
    if (pingPong.isEmpty()) {
      return this;
    }
    CanaryStatus canary = status.canary();
    boolean stableIsPing = canary != null && PING.equals(canary.stablePingPong());
    String ping = orEmpty(pingPong.get().pingService());
    String pong = orEmpty(pingPong.get().pongService());
    return new CanarySettings(
        change,
        maxSurge,
        steps,
        routed,
        maxWeight,
        managedRoutes,
        stableIsPing ? ping : pong,
        stableIsPing ? pong : ping,
        pingPong,
        background,
        minPods,
        dynamicStable,
        keepsAborted,
        threshold);
  }

  int replicas() {
    return change.replicas();
  }

  boolean paused() {
    return change.paused();
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

  /** The size that the latest setCanaryScale up to a step gives to a canary with routed traffic. */
  Optional<SetCanaryScale> scaleAt(int step) {
    for (int i = step; routed && step < steps.size() && i >= 0; i--) {
      SetCanaryScale scale = steps.get(i).setCanaryScale();
      if (scale != null) {
        return Optional.of(scale)
            .filter(
                set ->
                    !Boolean.TRUE.equals(set.matchTrafficWeight())
                        && (set.replicas() != null || set.weight() != null));
      }
    }
    return Optional.empty();
  }

  /** Pods that a canary with routed traffic has at a step. */
  int canaryPods(int step) {
    Optional<SetCanaryScale> scale = scaleAt(step);
    if (scale.isPresent()) {
      Integer pods = scale.get().replicas();
      return pods != null ? pods : atLeast(Shares.of(replicas(), or(scale.get().weight(), 0), 100));
    }
    return routedPods(weightAt(step));
  }

  /** Pods that a version with routed traffic needs for a weight. */
  int routedPods(int weight) {
    return atLeast(Shares.of(replicas(), weight, maxWeight));
  }

  /** How many available pods are enough of so many wanted ones. */
  int enough(int wanted) {
    Integer value = threshold.map(ReplicaProgressThreshold::value).orElse(null);
    if (value == null || value < 0) {
      return wanted;
    }
    boolean percent = "Percent".equals(threshold.get().type());
    return percent ? Shares.of(wanted, value, 100) : value;
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

  private int atLeast(int pods) {
    return pods == 0 ? 0 : Math.max(Math.min(minPods, replicas()), pods);
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
