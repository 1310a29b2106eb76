package dev.serin.dashboards.rules;

import dev.serin.dashboards.rules.Rule.Severity;
import java.util.List;

/** Alerts about single rollouts. */
final class RolloutAlerts {

  private static final String WHICH = "{{ $labels.rollout_namespace }}/{{ $labels.rollout }}";
  private static final String KEY = "rollout_namespace, rollout";

  private RolloutAlerts() {}

  static RuleGroup group() {
    return new RuleGroup(
        "serin-rollouts",
        List.of(
            Rule.alert(
                "SerinRolloutDegraded",
                Severity.WARNING,
                "1m",
                "max by (" + KEY + ") (serin_rollout_info{phase=\"Degraded\"})",
                WHICH + " is degraded",
                "An update was taken back, has not come to its end in time, or its specification"
                    + " makes no sense: the status of the Rollout says which. The stable version"
                    + " serves on; mend the new one, or undo the change."),
            Rule.alert(
                "SerinRolloutStuck",
                Severity.WARNING,
                "1m",
                "max by ("
                    + KEY
                    + ") (serin_rollout_condition{type=\"Progressing\","
                    + " reason=\"ProgressDeadlineExceeded\"}) or max by ("
                    + KEY
                    + ") (time() - serin_rollout_phase_since_timestamp_seconds > 3600) and on ("
                    + KEY
                    + ") serin_rollout_info{phase=\"Progressing\"}",
                WHICH + " does not get on",
                "Its progress deadline has passed, or it has been progressing for more than an"
                    + " hour. Usually pods do not become ready: look at the events of the Rollout"
                    + " and of its newest ReplicaSet."),
            Rule.alert(
                "SerinRolloutPausedTooLong",
                Severity.INFO,
                "1m",
                "max by ("
                    + KEY
                    + ") (time() - serin_rollout_phase_since_timestamp_seconds) > 7200 and on ("
                    + KEY
                    + ") serin_rollout_info{phase=\"Paused\"}",
                WHICH + " has been paused for {{ $value | humanizeDuration }}",
                "It waits for somebody to promote or to abort it."),
            Rule.alert(
                "SerinRolledBack",
                Severity.INFO,
                "0m",
                "sum by (" + KEY + ") (increase(serin_rollbacks_total[10m])) > 0",
                WHICH + " was taken back",
                "The dashboard Serin / Rollout shows the verdict and its evidence."),
            Rule.alert(
                "SerinTrafficContested",
                Severity.CRITICAL,
                "1m",
                "max by (" + KEY + ") (serin_rollout_condition{type=\"TrafficContested\"})",
                "Somebody else writes the routes of " + WHICH,
                "Another manager, often a GitOps tool, resets the weights or selectors that the"
                    + " agent sets. Install the admission policies, or have it ignore those"
                    + " fields."),
            Rule.alert(
                "SerinStableServesBadly",
                Severity.CRITICAL,
                "5m",
                "serin:version_error_ratio:rate2m{role=\"stable\"} > 0.05 and on ("
                    + KEY
                    + ") serin:service_requests:rate5m > 0.1",
                "The stable version of " + WHICH + " fails",
                "{{ $value | humanizePercentage }} of its answers are errors; taking a canary back"
                    + " does not help.")));
  }
}
