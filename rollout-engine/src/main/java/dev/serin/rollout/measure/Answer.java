package dev.serin.rollout.measure;

/** What has come of a {@link MetricQuery}. */
public sealed interface Answer permits Sample, Measured, Unresolved {
  /** Name of the metric. */
  String metric();
}
