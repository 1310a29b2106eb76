package dev.serin.agent.metrics;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;

/** Takes the samples of one metric; each has a value for each of the metric's labels. */
final class Series {

  private final String name;
  private final List<String> labels;
  private final List<Sample> samples = new ArrayList<>();

  Series(String name, List<String> labels) {
    this.name = name;
    this.labels = labels;
  }

  /** Adds a sample; the values are those of the labels, in their order. */
  void add(double value, String... labelValues) {
    if (labelValues.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels);
    }
    samples.add(new Sample(name, labels, List.of(labelValues), value));
  }

  List<Sample> samples() {
    return samples;
  }
}
