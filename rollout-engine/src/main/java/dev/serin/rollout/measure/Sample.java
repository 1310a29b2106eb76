package dev.serin.rollout.measure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was measured for one metric at one moment.
 *
 * @param metric name of the metric, as in {@link MetricQuery#metric}
 * @param at when it was measured
 * @param pods the counters of each pod that answered
 * @param problems why others did not answer; empty when all did
 */
public record Sample(String metric, Instant at, List<PodCounters> pods, List<Problem> problems)
    implements Answer {

  /** Copies the collections. */
  public Sample {
    pods = List.copyOf(pods);
    problems = List.copyOf(problems);
  }

  /**
   * Why something is missing.
   *
   * @param podTemplateHash the version of the ready pod that could not be read; empty when it is
   *     not about such a pod
   * @param text one sentence
   */
  public record Problem(String podTemplateHash, String text) {}

  /**
   * The counters of one pod.
   *
   * @param podTemplateHash its version
   * @param pod its name, unique over time
   * @param countsByCode value of the counter, summed over its other labels, by the value of the
   *     code label (such as 200, 503)
   */
  public record PodCounters(String podTemplateHash, String pod, Map<String, Double> countsByCode) {

    /** Copies the counts. */
    public PodCounters {
      countsByCode = Map.copyOf(countsByCode);
    }
  }
}
