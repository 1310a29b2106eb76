package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.DryRun;
import dev.serin.argo.analysis.MeasurementRetention;
import dev.serin.argo.analysis.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions by which a run picks metrics; they may match any part of a name. */
final class MetricNames {
  private MetricNames() {}

  /** Whether an expression picks the metric; one that is none picks nothing. */
  static boolean picks(@Nullable String expression, @Nullable String metric) {
    try {
      return Pattern.compile(expression == null ? "" : expression)
          .matcher(metric == null ? "" : metric)
          .find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Whether a metric runs dry. */
  static boolean dry(AnalysisRunSpec spec, @Nullable String metric) {
    return spec.dryRun().stream().anyMatch(rule -> picks(rule.metricName(), metric));
  }

  /** Measurements to keep of a metric: by the last rule that picks it. */
  static int kept(AnalysisRunSpec spec, @Nullable String metric, int usual) {
    int kept = usual;
    for (MeasurementRetention rule : spec.measurementRetention()) {
      if (picks(rule.metricName(), metric)) {
        kept = rule.limit() != null && rule.limit() > 0 ? rule.limit() : usual;
      }
    }
    return kept;
  }

  /** The rules of a run that pick no metric, one sentence each. */
  static List<String> problems(AnalysisRunSpec spec) {
    List<String> problems = new ArrayList<>();
    add("dryRun", spec.dryRun().stream().map(DryRun::metricName).toList(), spec, problems);
    add(
        "measurementRetention",
        spec.measurementRetention().stream().map(MeasurementRetention::metricName).toList(),
        spec,
        problems);
    return problems;
  }

  private static void add(
      String field,
      List<@Nullable String> expressions,
      AnalysisRunSpec spec,
      List<String> problems) {
    for (int i = 0; i < expressions.size(); i++) {
      String expression = expressions.get(i);
      if (spec.metrics().stream().map(Metric::name).noneMatch(name -> picks(expression, name))) {
        problems.add("%s[%d]: Rule didn't match any metric name(s)".formatted(field, i));
      }
    }
  }
}
