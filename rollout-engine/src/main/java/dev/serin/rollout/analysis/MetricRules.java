package dev.serin.rollout.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.Durations;
import dev.serin.rollout.judge.JudgeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a metric. */
public final class MetricRules {
  /** Measuring more often would keep pods and agent busy with nothing else. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private MetricRules() {}

  /** One sentence for each problem, with the metric's name. */
  public static List<String> problems(Metric metric) {
    List<String> problems = new ArrayList<>();
    if (metric.name() == null || metric.name().isBlank()) {
      problems.add("it has no name");
    }
    duration("interval", metric.interval(), problems);
    duration("initialDelay", metric.initialDelay(), problems);
    String interval = metric.interval();
    if (interval != null
        && Durations.valid(interval)
        && Durations.parse(interval).compareTo(SHORTEST) < 0) {
      problems.add("interval '" + interval + "' is shorter than 100ms");
    }
    JsonNode judge = judge(metric);
    if (judge != null) {
      JudgeSettings.problems(judge)
          .forEach(
              problem ->
                  problems.add("provider.plugin[\"" + JudgeSettings.PLUGIN + "\"]: " + problem));
      if (metric.successCondition() != null || metric.failureCondition() != null) {
        problems.add(
            "the judge decides by itself: successCondition and failureCondition have no place");
      }
    } else {
      problems.add(provider(metric));
    }
    return problems.stream().map(problem -> "metric '" + metric.name() + "': " + problem).toList();
  }

  /** The configuration of the judge, if the metric has it. */
  static @Nullable JsonNode judge(Metric metric) {
    return metric.provider() == null ? null : metric.provider().plugin().get(JudgeSettings.PLUGIN);
  }

  private static String provider(Metric metric) {
    List<String> names = metric.provider() == null ? List.of() : metric.provider().kinds();
    return names.isEmpty()
        ? "it has no provider"
        : "provider " + String.join(", ", names) + " is not supported yet by this version";
  }

  private static void duration(String field, @Nullable String text, List<String> problems) {
    if (text != null && !Durations.valid(text)) {
      problems.add(field + " '" + text + "' is not a duration such as 30s");
    }
  }
}
