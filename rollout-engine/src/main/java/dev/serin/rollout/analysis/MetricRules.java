package dev.serin.rollout.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.GoDurations;
import dev.serin.rollout.judge.JudgeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with metrics; told in Argo's words, which users know. */
public final class MetricRules {
  /** Measuring more often would keep pods and agent busy with nothing else. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private MetricRules() {}

  /** What is wrong with the metrics of a run, all arguments replaced, one sentence each. */
  static List<String> problems(AnalysisRunSpec spec, List<Metric> metrics) {
    List<String> problems = new ArrayList<>();
    if (metrics.isEmpty()) {
      problems.add("no metrics specified");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < metrics.size(); i++) {
      String path = "metrics[" + i + "]: ";
      Metric metric = metrics.get(i);
      if (!names.add(String.valueOf(metric.name()))) {
        problems.add(path + "duplicate name '" + metric.name() + "'");
      }
      problems(metric).forEach(problem -> problems.add(path + problem));
    }
    problems.addAll(MetricNames.problems(spec));
    return problems;
  }

  /** What is wrong with a metric, all arguments replaced, one sentence each. */
  public static List<String> problems(Metric metric) {
    List<String> problems = new ArrayList<>();
    if (MetricLimits.given(metric.name()).filter(name -> !name.isBlank()).isEmpty()) {
      problems.add("it has no name");
    }
    limits(metric).ifPresent(problems::add);
    duration("invalid interval string", metric.interval(), problems)
        .filter(interval -> interval.compareTo(SHORTEST) < 0)
        .ifPresent(
            interval -> problems.add("interval '" + metric.interval() + "' is shorter than 100ms"));
    Optional<Duration> unused =
        duration("invalid startDelay string", metric.initialDelay(), problems);
    JsonNode judge = judge(metric);
    if (judge != null) {
      judge(metric, judge, problems);
    } else {
      provider(metric).ifPresent(problems::add);
    }
    return problems;
  }

  /** The configuration of the judge, if the metric has it. */
  static @Nullable JsonNode judge(Metric metric) {
    return metric.provider() == null ? null : metric.provider().plugin().get(JudgeSettings.PLUGIN);
  }

  private static void judge(Metric metric, JsonNode judge, List<String> problems) {
    JudgeSettings.problems(judge)
        .forEach(
            problem ->
                problems.add("provider.plugin[\"" + JudgeSettings.PLUGIN + "\"]: " + problem));
    if (metric.successCondition() != null || metric.failureCondition() != null) {
      problems.add(
          "the judge decides by itself: successCondition and failureCondition have no place");
    }
  }

  /** Argo names the first rule that is broken. */
  private static Optional<String> limits(Metric metric) {
    int count = MetricLimits.number(metric.count());
    int failures = MetricLimits.number(metric.failureLimit());
    int streak = MetricLimits.number(metric.consecutiveSuccessLimit());
    int inconclusive = MetricLimits.number(metric.inconclusiveLimit());
    String problem = null;
    if (streak < 0) {
      problem = "consecutiveSuccessLimit must be >= 0";
    } else if (failures < -1) {
      problem = "failureLimit must be >= 0, or -1 to be disabled";
    } else if (streak == 0 && failures == -1) {
      problem = "failureLimit and consecutiveSuccessLimit cannot both be disabled";
    } else if (inconclusive < 0) {
      problem = "inconclusiveLimit must be >= 0";
    } else if (MetricLimits.number(metric.consecutiveErrorLimit()) < 0) {
      problem = "consecutiveErrorLimit must be >= 0";
    } else if (count > 0 && failures >= 0 && count < failures + streak) {
      problem =
          "count (%d) must be >= failureLimit + consecutiveSuccessLimit (%d + %d) if both >= 0"
              .formatted(count, failures, streak);
    } else if (count > 0 && failures < 0 && count < streak) {
      problem = "count must be >= consecutiveSuccessLimit";
    } else if (count > 0 && count < inconclusive) {
      problem = "count must be >= inconclusiveLimit";
    } else if (count > 1 && MetricLimits.given(metric.interval()).isEmpty()) {
      problem = "interval must be specified when count > 1";
    }
    return Optional.ofNullable(problem);
  }

  private static Optional<String> provider(Metric metric) {
    List<String> kinds = metric.provider() == null ? List.of() : metric.provider().kinds();
    return kinds.size() == 1
        ? Optional.empty()
        : Optional.of(kinds.isEmpty() ? "no provider specified" : "multiple providers specified");
  }

  private static Optional<Duration> duration(
      String problem, @Nullable String text, List<String> problems) {
    try {
      return MetricLimits.given(text).map(GoDurations::parse);
    } catch (IllegalArgumentException e) {
      problems.add(problem + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
