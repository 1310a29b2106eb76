package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.DryRun;
import dev.serin.argo.analysis.MeasurementRetention;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Regular expressions by which a run picks metrics. */
final class MetricNames {
  private MetricNames() {}

  /** Whether an expression, known to be one, picks the metric. */
  static boolean picks(@Nullable String expression, @Nullable String metric) {
    return expression != null && metric != null && metric.matches(expression);
  }

  /** The expressions of a run that are none, one sentence each. */
  static List<String> problems(AnalysisRunSpec spec) {
    return Stream.concat(
            spec.dryRun().stream().map(DryRun::metricName),
            spec.measurementRetention().stream().map(MeasurementRetention::metricName))
        .filter(Objects::nonNull)
        .filter(expression -> !valid(expression))
        .map(expression -> "'" + expression + "' is no regular expression for names of metrics")
        .toList();
  }

  private static boolean valid(String expression) {
    try {
      Pattern.compile(expression);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
