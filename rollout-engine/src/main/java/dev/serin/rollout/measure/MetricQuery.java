package dev.serin.rollout.measure;

import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a controller has to measure for a metric of a run. One kind for each way of measuring. */
public sealed interface MetricQuery {
  /** Name of the metric. */
  String metric();

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

  /** What a provider is to do. */
  enum Act {
    /** Begin a measurement. */
    RUN,
    /** Look what has become of the measurement that is under way. */
    RESUME,
    /** Stop the measurement that is under way. */
    TERMINATE
  }

  /**
   * Something to be asked of a provider.
   *
   * @param metric name of the metric
   * @param definition the metric as it is in the run: its arguments are not replaced
   * @param arguments the arguments of the run; those from Secrets have no value yet
   * @param act what to do
   * @param underWay the measurement that is under way; null for a new one
   * @param number of the measurement among all of the metric, from 1
   * @param kept how many measurements of the metric are kept
   */
  record ProviderQuery(
      String metric,
      Metric definition,
      List<AnalysisArgument> arguments,
      Act act,
      @Nullable Measurement underWay,
      int number,
      int kept)
      implements MetricQuery {

    /** Copies the arguments. */
    public ProviderQuery {
      arguments = List.copyOf(arguments);
    }
  }
}
