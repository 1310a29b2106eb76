package dev.serin.agent.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Counts, by label values.
 *
 * <p>The Prometheus library's own counters end every name in {@code _total} and have a second
 * series for the time of their creation. Argo's names do not all end so; those are told as of
 * unknown type, which queries do not look at.
 */
final class CounterFamily extends Collector implements Collector.Describable {

  private final String name;
  private final String help;
  private final List<String> labels;
  private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

  CounterFamily(String name, String help, List<String> labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
  }

  /** Counts one more for these label values. */
  void count(String... labelValues) {
    counts.computeIfAbsent(List.of(labelValues), unused -> new LongAdder()).increment();
  }

  /** How often it was counted for these label values. */
  long value(String... labelValues) {
    LongAdder count = counts.get(List.of(labelValues));
    return count == null ? 0 : count.sum();
  }

  /** Drops the series whose label values are as told. */
  void forget(Predicate<List<String>> labelValues) {
    counts.keySet().removeIf(labelValues);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Series series = new Series(name, labels);
    counts.forEach(
        (values, count) -> series.add((double) count.sum(), values.toArray(String[]::new)));
    return List.of(new MetricFamilySamples(name, type(), help, series.samples()));
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(new MetricFamilySamples(name, type(), help, List.of()));
  }

  private Type type() {
    return name.endsWith("_total") ? Type.COUNTER : Type.UNKNOWN;
  }
}
