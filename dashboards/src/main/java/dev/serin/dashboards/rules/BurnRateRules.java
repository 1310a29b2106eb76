package dev.serin.dashboards.rules;

import dev.serin.dashboards.PromQl;
import dev.serin.dashboards.rules.Rule.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Alerts when a service uses up its error budget too fast, for every service whose Rollout tells an
 * objective.
 *
 * <ol>
 *   <li>The budget is the share of requests that may fail: 1 - availability. A burn rate of b uses
 *       up the budget of 30 days in 30/b days.
 *   <li>An alert needs the rate both in a long window, so that it matters, and in a short one, so
 *       that it ends soon after the errors do.
 *   <li>Ratios of long windows are those of the mean rates of errors and of requests, which are
 *       recorded: so pods that come and go, and counters that begin anew, leave no gap.
 * </ol>
 *
 * Source: The Site Reliability Workbook, chapter 5, "Alerting on SLOs", section 6: multiwindow,
 * multi-burn-rate alerts, with its windows and rates.
 */
final class BurnRateRules {

  private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");
  private static final String BUDGET =
      "(1 - max by (rollout_namespace, rollout) (serin_slo_availability_ratio))";

  private BurnRateRules() {}

  static RuleGroup group() {
    List<Rule> rules = new ArrayList<>();
    for (String window : WINDOWS) {
      rules.add(
          Rule.recording(
              "serin:service_error_ratio:" + window,
              PromQl.ratio(mean("errors", window), mean("requests", window))));
    }
    rules.add(
        Rule.alert(
            "SerinErrorBudgetBurnsFast",
            Severity.CRITICAL,
            "2m",
            either(burns("14.4", "1h", "5m"), burns("6", "6h", "30m")),
            "{{ $labels.rollout_namespace }}/{{ $labels.rollout }} fails so often that its error"
                + " budget is gone within days",
            "{{ $value | humanizePercentage }} of its requests have failed. Look at the dashboard"
                + " Serin / Rollout: if a new version came just before, take it back."));
    rules.add(
        Rule.alert(
            "SerinErrorBudgetBurns",
            Severity.WARNING,
            "15m",
            either(burns("3", "1d", "2h"), burns("1", "3d", "6h")),
            "{{ $labels.rollout_namespace }}/{{ $labels.rollout }} uses up its error budget faster"
                + " than it may",
            "{{ $value | humanizePercentage }} of its requests have failed, over hours."));
    rules.add(
        Rule.alert(
            "SerinLatencyObjectiveMissed",
            Severity.WARNING,
            "10m",
            "serin:version_latency_seconds:rate2m{role=\"stable\"} > on (rollout_namespace, rollout,"
                + " quantile) group_left () max by (rollout_namespace, rollout, quantile)"
                + " (serin_slo_latency_seconds)",
            "{{ $labels.rollout_namespace }}/{{ $labels.rollout }} answers too slowly",
            "The quantile {{ $labels.quantile }} of its latency is {{ $value | humanizeDuration }},"
                + " longer than its objective allows."));
    return new RuleGroup("serin-objectives", rules);
  }

  private static String mean(String what, String window) {
    return "avg_over_time(serin:service_" + what + ":rate5m[" + window + "])";
  }

  private static String burns(String rate, String longWindow, String shortWindow) {
    return over(rate, longWindow) + " and " + over(rate, shortWindow);
  }

  private static String over(String rate, String window) {
    return "serin:service_error_ratio:"
        + window
        + " > on (rollout_namespace, rollout) ("
        + rate
        + " * "
        + BUDGET
        + ")";
  }

  private static String either(String one, String other) {
    return "(" + one + ") or (" + other + ")";
  }
}
