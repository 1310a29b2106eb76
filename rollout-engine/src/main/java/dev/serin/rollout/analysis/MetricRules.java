package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.Metric;
import java.util.List;

/** Finds what is wrong with a metric. */
public final class MetricRules {
  private MetricRules() {}

  /** One sentence for each problem. */
  public static List<String> problems(Metric metric) {
    return List.of();
  }
}
