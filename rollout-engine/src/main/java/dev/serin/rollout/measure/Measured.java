package dev.serin.rollout.measure;

import dev.serin.argo.analysis.Measurement;
import java.util.Map;

/**
 * A measurement by a provider: new, or what has become of one that was under way.
 *
 * @param metric name of the metric
 * @param measurement the measurement; without an end while it is under way
 * @param metadata what the provider notes about the metric, such as the query it asks
 */
public record Measured(String metric, Measurement measurement, Map<String, String> metadata)
    implements Answer {
  /** Copies the notes. */
  public Measured {
    metadata = Map.copyOf(metadata);
  }
}
