package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.RolloutEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus metrics with upstream's names and labels, so that existing dashboards and alerts go on
 * working: {@code rollout_info}, {@code rollout_reconcile}, {@code rollout_reconcile_error} (which
 * the registry ends in {@code _total}) and {@code rollout_events_total}.
 */
public final class AgentMetrics {

  private static final String RECONCILE = "rollout_reconcile";
  private static final Duration[] BUCKETS =
      Stream.of(10, 150, 250, 500, 1000).map(Duration::ofMillis).toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final MultiGauge info;

  /** Registers with a registry. */
  public AgentMetrics(MeterRegistry registry) {
    this.registry = registry;
    keepName(registry);
    this.info =
        MultiGauge.builder("rollout_info")
            .description("Information about rollout.")
            .register(registry);
  }

  /**
   * Argo's name lacks the unit that Micrometer gives timers. A summary would keep the name, but
   * puts every fraction of a second into the bucket of a whole one.
   */
  private static void keepName(MeterRegistry registry) {
    if (registry instanceof CompositeMeterRegistry composite) {
      composite.getRegistries().forEach(AgentMetrics::keepName);
      return;
    }
    NamingConvention usual = registry.config().namingConvention();
    registry
        .config()
        .namingConvention(
            new NamingConvention() {
              @Override
              public String name(String name, Meter.Type type, @Nullable String baseUnit) {
                return name.equals(RECONCILE) ? name : usual.name(name, type, baseUnit);
              }

              @Override
              public String tagKey(String key) {
                return usual.tagKey(key);
              }

              @Override
              public String tagValue(String value) {
                return usual.tagValue(value);
              }
            });
  }

  /** Shows whether this agent is the one that acts: 1 or 0. */
  public void leader(BooleanSupplier leads) {
    Gauge.builder("serin_agent_leader", () -> leads.getAsBoolean() ? 1 : 0)
        .description("Whether this agent is the one that acts.")
        .register(registry);
  }

  /** Replaces the information about all rollouts. */
  public void rollouts(Collection<Rollout> rollouts) {
    info.register(
        rollouts.stream().map(rollout -> MultiGauge.Row.of(labels(rollout), 1)).toList(), true);
  }

  private static Tags labels(Rollout rollout) {
    RolloutPhase phase = rollout.getStatus() == null ? null : rollout.getStatus().phase();
    boolean routed =
        rollout.getSpec() != null
            && rollout.getSpec().strategy() != null
            && rollout.getSpec().strategy().canary() != null
            && rollout.getSpec().strategy().canary().trafficRouting() != null;
    return tags(ObjectKey.of(rollout))
        .and("phase", phase == null ? "" : phase.wireName())
        .and("strategy", "canary")
        .and("traffic_router", routed ? "plugins" : "");
  }

  /** A pass over a rollout has ended. */
  public void reconciled(ObjectKey key, Duration time) {
    Timer.builder(RECONCILE)
        .description("Rollout reconciliation performance.")
        .serviceLevelObjectives(BUCKETS)
        .tags(tags(key))
        .register(registry)
        .record(time);
  }

  /** A pass over a rollout has failed. */
  public void reconcileFailed(ObjectKey key) {
    registry.counter("rollout_reconcile_error", tags(key)).increment();
  }

  /** Events were recorded about a rollout. */
  public void events(ObjectKey key, List<RolloutEvent> events) {
    for (RolloutEvent event : events) {
      Tags labels = tags(key).and("type", event.type().wireName()).and("reason", event.reason());
      registry.counter("rollout_events", labels).increment();
    }
  }

  /** A rollout exists no more. */
  public void forget(ObjectKey key) {
    registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().startsWith("rollout_"))
        .filter(id -> key.namespace().equals(id.getTag("namespace")))
        .filter(id -> key.name().equals(id.getTag("name")))
        .forEach(registry::remove);
  }

  private static Tags tags(ObjectKey key) {
    return Tags.of("namespace", key.namespace(), "name", key.name());
  }
}
