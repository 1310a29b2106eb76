package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a service may expect, from annotations of its Rollout: {@code
 * serin.dev/slo-availability: "99.9"} (percent of requests) and {@code serin.dev/slo-latency-p99:
 * 300ms}. So one set of rules serves all services. What cannot be read is no objective.
 */
final class ObjectiveFamilies {

  private static final String AVAILABILITY = "serin.dev/slo-availability";
  private static final String LATENCY = "serin.dev/slo-latency-p";

  private final ObjectStore<Rollout> rollouts;

  private ObjectiveFamilies(ObjectStore<Rollout> rollouts) {
    this.rollouts = rollouts;
  }

  static List<ReadFamily> of(ObjectStore<Rollout> rollouts) {
    ObjectiveFamilies families = new ObjectiveFamilies(rollouts);
    return List.of(
        ReadFamily.gauge(
            "serin_slo_availability_ratio",
            "Share of requests that should succeed, 0 to 1.",
            SerinFamilies.KEY,
            series ->
                families.annotations(
                    AVAILABILITY,
                    (rollout, annotation) ->
                        percent(annotation.getValue())
                            .ifPresent(
                                share -> series.add(share, rollout.namespace(), rollout.name())))),
        ReadFamily.gauge(
            "serin_slo_latency_seconds",
            "Time within which the share of requests that the quantile tells should be answered.",
            List.of(SerinFamilies.NAMESPACE, SerinFamilies.ROLLOUT, "quantile"),
            series ->
                families.annotations(
                    LATENCY,
                    (rollout, annotation) ->
                        quantile(annotation.getKey())
                            .ifPresent(
                                quantile ->
                                    seconds(annotation.getValue())
                                        .ifPresent(
                                            bound ->
                                                series.add(
                                                    bound,
                                                    rollout.namespace(),
                                                    rollout.name(),
                                                    quantile))))));
  }

  private void annotations(
      String prefix, BiConsumer<ObjectKey, Map.Entry<String, String>> consumer) {
    for (Rollout rollout : rollouts.all()) {
      @Nullable Map<String, String> all = rollout.getMetadata().getAnnotations();
      if (all != null) {
        all.entrySet().stream()
            .filter(annotation -> annotation.getKey().startsWith(prefix))
            .forEach(annotation -> consumer.accept(ObjectKey.of(rollout), annotation));
      }
    }
  }

  private static Optional<Double> percent(String text) {
    try {
      double percent = Double.parseDouble(text);
      return percent > 0 && percent < 100 ? Optional.of(percent / 100) : Optional.empty();
    } catch (NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /** p50, p99 or p99.9 as Prometheus has them in labels: 0.5, 0.99 or 0.999. */
  private static Optional<String> quantile(String annotation) {
    String percent = annotation.substring(LATENCY.length());
    return percent.matches("[1-9]\\d?(\\.\\d{1,3})?")
        ? Optional.of(new BigDecimal(percent).movePointLeft(2).stripTrailingZeros().toPlainString())
        : Optional.empty();
  }

  private static Optional<Double> seconds(String text) {
    if (!Durations.valid(text)) {
      return Optional.empty();
    }
    Duration bound = Durations.parse(text);
    return Optional.of(bound.toMillis() / 1000.0);
  }
}
