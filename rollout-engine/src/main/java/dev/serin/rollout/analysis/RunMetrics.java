package dev.serin.rollout.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.GoDurations;
import dev.serin.rollout.judge.JudgeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a run with the values of its arguments. In the place of a secret stands a word
 * that is none: no decision needs it.
 *
 * @param entries the metrics, in order
 * @param problems what is wrong with them; then they are of no use
 */
record RunMetrics(List<Entry> entries, List<String> problems) {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /**
   * One metric.
   *
   * @param definition as it is in the run
   * @param metric with all arguments replaced
   * @param judge how the built-in judge decides; null when a provider measures
   */
  record Entry(Metric definition, Metric metric, @Nullable JudgeSettings judge) {
    String name() {
      return String.valueOf(metric.name());
    }

    /** Time between two looks at pods. */
    Duration interval() {
      return MetricLimits.given(metric.interval()).map(GoDurations::parse).orElse(DEFAULT_INTERVAL);
    }

    Duration initialDelay() {
      return MetricLimits.given(metric.initialDelay())
          .map(GoDurations::parse)
          .orElse(Duration.ZERO);
    }
  }

  /**
   * The metrics of a run.
   *
   * @throws UnresolvedArgumentException if an argument has no value
   */
  static RunMetrics of(AnalysisRunSpec spec) throws UnresolvedArgumentException {
    List<AnalysisArgument> arguments = MetricArguments.withoutSecrets(spec.args());
    List<Metric> resolved = new ArrayList<>();
    for (Metric metric : spec.metrics()) {
      resolved.add(MetricArguments.resolve(metric, arguments));
    }
    List<String> problems = MetricRules.problems(spec, resolved);
    List<Entry> entries = new ArrayList<>();
    double share = share(resolved);
    for (int i = 0; problems.isEmpty() && i < resolved.size(); i++) {
      JsonNode judge = MetricRules.judge(resolved.get(i));
      entries.add(
          new Entry(
              spec.metrics().get(i),
              resolved.get(i),
              judge == null ? null : JudgeSettings.of(judge, share)));
    }
    return new RunMetrics(List.copyOf(entries), problems);
  }

  /**
   * The chance of a false alarm that each metric gets which sets none: together they have one
   * budget, since any of them can end the rollout.
   */
  private static double share(List<Metric> metrics) {
    long judged =
        metrics.stream()
            .map(MetricRules::judge)
            .filter(judge -> judge != null && !judge.has("falseAlarmRate"))
            .count();
    return JudgeSettings.BUDGET / Math.max(1, judged);
  }
}
