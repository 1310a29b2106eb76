package dev.serin.dashboards.rules;

import dev.serin.dashboards.PromQl;
import dev.serin.dashboards.rules.Rule.Severity;
import java.util.List;

/** Alerts about the deploy agent. */
final class AgentAlerts {

  private AgentAlerts() {}

  static RuleGroup group() {
    return new RuleGroup(
        "serin-agent",
        List.of(
            Rule.alert(
                "SerinAgentDown",
                Severity.CRITICAL,
                "1m",
                "absent(serin_agent_leader)",
                "No deploy agent is seen",
                "No pod of the agent is scraped. Traffic stays where it is, but no canary is"
                    + " judged and nothing is taken back."),
            Rule.alert(
                "SerinNoLeader",
                Severity.CRITICAL,
                "1m",
                "max(serin_agent_leader) == 0",
                "No deploy agent leads",
                "All agents start or stand by. Look at their logs, and at the Lease."),
            Rule.alert(
                "SerinScrapesOfPodsFail",
                Severity.WARNING,
                "5m",
                PromQl.ratio(
                        "sum(rate(serin_pod_scrapes_total{result=\"failed\"}[5m]))",
                        "sum(rate(serin_pod_scrapes_total[5m]))")
                    + " > 0.1",
                "{{ $value | humanizePercentage }} of the scrapes of pods fail",
                "Canaries that cannot be measured end with an error, or wait. Look at the"
                    + " annotations prometheus.io/port and path of the pods, and at network"
                    + " policies."),
            Rule.alert(
                "SerinPassesFail",
                Severity.WARNING,
                "10m",
                "sum by (namespace, name) (rate(rollout_reconcile_error[5m])) > 0.1",
                "Passes over a rollout fail again and again",
                "The agent's log says why. While they fail the rollout does not get on; traffic"
                    + " is still taken back where that can be done."),
            Rule.alert(
                "SerinWayBackIsSlow",
                Severity.WARNING,
                "0m",
                "histogram_quantile(0.99, sum by (le)"
                    + " (increase(serin_verdict_to_traffic_seconds_bucket[15m]))) > 2.5",
                "Traffic went back {{ $value | humanizeDuration }} after the verdict",
                "The API server, or the agent, is overloaded.")));
  }
}
