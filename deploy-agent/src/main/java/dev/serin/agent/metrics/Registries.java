package dev.serin.agent.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.util.Optional;

/**
 * Finds the Prometheus library's own registry behind Micrometer's. Micrometer changes names (units,
 * {@code _total}), and Argo's must stay what they are.
 */
// Quarkus brings the registry over the old Prometheus client, which Micrometer discourages.
@SuppressWarnings("deprecation")
final class Registries {

  private Registries() {}

  /** The registry whose metrics are shown; one that nobody sees if there is none. */
  static CollectorRegistry prometheus(MeterRegistry registry) {
    return find(registry).orElseGet(CollectorRegistry::new);
  }

  private static Optional<CollectorRegistry> find(MeterRegistry registry) {
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      return Optional.of(prometheus.getPrometheusRegistry());
    }
    if (registry instanceof CompositeMeterRegistry composite) {
      return composite.getRegistries().stream().flatMap(part -> find(part).stream()).findFirst();
    }
    return Optional.empty();
  }
}
