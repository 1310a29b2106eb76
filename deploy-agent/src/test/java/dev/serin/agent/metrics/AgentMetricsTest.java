package dev.serin.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.cluster.ObjectKey;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

// Quarkus brings the registry over the old Prometheus client, which Micrometer discourages.
@SuppressWarnings("deprecation")
final class AgentMetricsTest {

  @Test
  void passesOfMillisecondsAreCountedInTheirBucketUnderArgosName() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AgentMetrics metrics =
        new AgentMetrics(new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry)));
    ObjectKey cart = new ObjectKey("shop", "cart");

    metrics.reconciled(cart, Duration.ofMillis(5));
    metrics.reconciled(cart, Duration.ofMillis(200));

    String text = registry.scrape();
    String bucket = "rollout_reconcile_bucket{name=\"cart\",namespace=\"shop\",le=";
    assertTrue(text.contains(bucket + "\"0.01\",} 1"), text);
    assertTrue(text.contains(bucket + "\"0.15\",} 1"), text);
    assertTrue(text.contains(bucket + "\"0.25\",} 2"), text);
    assertTrue(
        text.contains("rollout_reconcile_sum{name=\"cart\",namespace=\"shop\",} 0.205"), text);
  }
}
