package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of Rollouts that Argo Rollouts has, with its names, labels and values.
 *
 * <p>Source: controller/metrics/rollouts.go of argo-rollouts.
 */
final class RolloutFamilies {

  private static final List<String> KEY = List.of("namespace", "name");

  private RolloutFamilies() {}

  static List<ReadFamily> of(ObjectStore<Rollout> rollouts) {
    return List.of(
        ReadFamily.gauge(
            "rollout_info",
            "What each rollout is and how it is doing; always 1.",
            List.of("namespace", "name", "strategy", "traffic_router", "phase"),
            series -> rollouts.all().forEach(rollout -> info(rollout, series))),
        ReadFamily.gauge(
            "rollout_phase",
            "1 for the phase of each rollout, 0 for all others; rollout_info has taken its place.",
            List.of("namespace", "name", "strategy", "phase"),
            series -> rollouts.all().forEach(rollout -> phases(rollout, series))),
        replicas(
            "available",
            "Available pods of all versions.",
            rollouts,
            rollout -> number(RolloutStatus.of(rollout).availableReplicas())),
        replicas(
            "unavailable",
            "Pods of all versions that are not available.",
            rollouts,
            rollout ->
                number(RolloutStatus.of(rollout).replicas())
                    - number(RolloutStatus.of(rollout).availableReplicas())),
        replicas("desired", "Pods wanted.", rollouts, RolloutFamilies::desired),
        replicas(
            "updated",
            "Pods of the wanted version.",
            rollouts,
            rollout -> number(RolloutStatus.of(rollout).updatedReplicas())));
  }

  private static ReadFamily replicas(
      String which, String help, ObjectStore<Rollout> rollouts, ToDoubleFunction<Rollout> value) {
    return ReadFamily.gauge(
        "rollout_info_replicas_" + which,
        help,
        KEY,
        series ->
            rollouts
                .all()
                .forEach(
                    rollout -> {
                      ObjectKey key = ObjectKey.of(rollout);
                      series.add(value.applyAsDouble(rollout), key.namespace(), key.name());
                    }));
  }

  private static void info(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    series.add(
        1,
        key.namespace(),
        key.name(),
        Strategies.name(rollout),
        Strategies.trafficRouter(rollout),
        MetricPhase.of(rollout).label());
  }

  private static void phases(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    MetricPhase phase = MetricPhase.of(rollout);
    for (MetricPhase other : MetricPhase.values()) {
      if (other != MetricPhase.INVALID_SPEC) {
        series.add(
            other == phase ? 1 : 0,
            key.namespace(),
            key.name(),
            Strategies.name(rollout),
            other.label());
      }
    }
  }

  private static double desired(Rollout rollout) {
    Integer replicas = rollout.getSpec() == null ? null : rollout.getSpec().replicas();
    return replicas == null ? 1 : replicas;
  }

  private static double number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
