package dev.serin.rollout.measure;

import java.time.Duration;

/** What a controller has to measure for a metric of a run. One kind for each way of measuring. */
public sealed interface MetricQuery {
  /** Name of the metric. */
  String metric();

  /** Time between measurements. */
  Duration interval();

  /**
   * Counters to be read from the pods of both versions, at the same moment.
   *
   * @param metric name of the metric
   * @param interval time between measurements
   * @param counter name of the counter, such as http_requests_total
   * @param codeLabel label that holds the code, such as code
   * @param stableHash pod template hash of the stable version
   * @param canaryHash pod template hash of the canary
   */
  record PodCounterQuery(
      String metric,
      Duration interval,
      String counter,
      String codeLabel,
      String stableHash,
      String canaryHash)
      implements MetricQuery {}
}
