package dev.serin.agent.exposition;

import java.util.Map;

/**
 * One sample of a metric.
 *
 * @param labels the labels, by name
 * @param value the value; may be NaN or infinite
 * @param line the line it was on, from 1
 */
public record Sample(Map<String, String> labels, double value, int line) {

  /** Keeps an own copy of the labels. */
  public Sample {
    labels = Map.copyOf(labels);
  }
}
