package dev.serin.agent.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Counts durations in buckets, by label values. */
final class HistogramFamily extends Collector implements Collector.Describable {

  /** The observations of one series; guarded by itself. */
  private static final class Observations {
    private final long[] counts;
    private double sum;

    Observations(int buckets) {
      counts = new long[buckets];
    }

    synchronized void add(int bucket, double seconds) {
      counts[bucket]++;
      sum += seconds;
    }

    synchronized double copyTo(long[] copy) {
      System.arraycopy(counts, 0, copy, 0, counts.length);
      return sum;
    }
  }

  private final String name;
  private final String help;
  private final List<String> labels;
  private final double[] bounds;
  private final Map<List<String>, Observations> series = new ConcurrentHashMap<>();

  /**
   * A histogram without observations.
   *
   * @param bounds upper bounds of the buckets in seconds, rising; infinity is added
   */
  HistogramFamily(String name, String help, List<String> labels, double... bounds) {
    this.name = name;
    this.help = help;
    this.labels = labels;
    this.bounds = bounds.clone();
  }

  /** Begins a series at zero, so that its first observation is seen to add one. */
  void begin(String... labelValues) {
    series.putIfAbsent(List.of(labelValues), new Observations(bounds.length + 1));
  }

  /** Takes note of a duration. */
  void observe(Duration duration, String... labelValues) {
    double seconds = duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    int bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]) {
      bucket++;
    }
    series
        .computeIfAbsent(List.of(labelValues), unused -> new Observations(bounds.length + 1))
        .add(bucket, seconds);
  }

  /** Drops the series whose label values are as told. */
  void forget(Predicate<List<String>> labelValues) {
    series.keySet().removeIf(labelValues);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<Sample> samples = new ArrayList<>();
    List<String> bucketLabels = with(labels, "le");
    series.forEach((values, observations) -> samples(values, observations, bucketLabels, samples));
    return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, samples));
  }

  private void samples(
      List<String> values,
      Observations observations,
      List<String> bucketLabels,
      List<Sample> samples) {
    long[] counts = new long[bounds.length + 1];
    double sum = observations.copyTo(counts);
    long total = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      total += counts[bucket];
      double bound = bucket == bounds.length ? Double.POSITIVE_INFINITY : bounds[bucket];
      samples.add(
          new Sample(
              name + "_bucket",
              bucketLabels,
              with(values, doubleToGoString(bound)),
              (double) total));
    }
    samples.add(new Sample(name + "_count", labels, values, (double) total));
    samples.add(new Sample(name + "_sum", labels, values, sum));
  }

  private static List<String> with(List<String> values, String last) {
    List<String> all = new ArrayList<>(values);
    all.add(last);
    return all;
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, List.of()));
  }
}
