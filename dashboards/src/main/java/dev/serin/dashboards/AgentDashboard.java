package dev.serin.dashboards;

import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.grafana.Grid;
import dev.serin.dashboards.grafana.PanelDraft;
import dev.serin.dashboards.grafana.Variable;
import java.util.List;

/** The deploy agent's own health. */
final class AgentDashboard {

  private static final String RATE = "[" + PromQl.WINDOW + "]";

  private AgentDashboard() {}

  static Dashboard create() {
    Grid grid = new Grid();
    work(grid);
    process(grid);
    return Dashboard.of(
        "serin-agent",
        "Serin / Deploy agent",
        "Whether the deploy agent works, how fast, and what it costs.",
        "now-1h",
        List.of(Variable.dataSource()),
        List.of(),
        grid);
  }

  private static void work(Grid grid) {
    grid.row("Work")
        .add(
            PanelDraft.number("Agents at work", "One: that which leads. A standby does not count.")
                .query("sum(serin_agent_leader)", "working")
                .query("count(serin_agent_leader)", "running")
                .size(6, 4))
        .add(
            PanelDraft.number("Rollouts", "How many rollouts there are.")
                .query(
                    "count(max by (rollout_namespace, rollout) (serin_rollout_info))", "rollouts")
                .size(6, 4))
        .add(
            PanelDraft.number("Version", "The version of the agent.")
                .query("max by (version) (argo_rollouts_controller_info)", "{{version}}")
                .option("textMode", "name")
                .size(6, 4))
        .add(
            PanelDraft.number(
                    "Failed scrapes", "Share of scrapes of pods that gave no usable answer.")
                .query(
                    PromQl.ratio(
                        "sum(rate(serin_pod_scrapes_total{result=\"failed\"}" + RATE + "))",
                        "sum(rate(serin_pod_scrapes_total" + RATE + "))"),
                    "failed")
                .unit("percentunit")
                .redFrom(0.1)
                .size(6, 4))
        .add(
            PanelDraft.lines(
                    "From verdict to traffic",
                    "Time from a bad verdict, or an operator's abort, to the traffic being back.")
                .query(
                    "histogram_quantile(0.5, sum by (cause, le)"
                        + " (increase(serin_verdict_to_traffic_seconds_bucket[$__range])))",
                    "{{cause}} p50")
                .query(
                    "histogram_quantile(0.99, sum by (cause, le)"
                        + " (increase(serin_verdict_to_traffic_seconds_bucket[$__range])))",
                    "{{cause}} p99")
                .unit("s")
                .from(0))
        .add(
            PanelDraft.lines(
                    "Passes",
                    "Time that a pass over a rollout or an analysis takes: 99 % are faster.")
                .query(pass("rollout_reconcile"), "rollouts p99")
                .query(pass("analysis_run_reconcile"), "analyses p99")
                .unit("s")
                .from(0))
        .add(
            PanelDraft.lines("Waiting", "Rollouts and analyses that wait to be handled.")
                .query("max by (queue) (serin_queue_depth)", "{{queue}}")
                .from(0))
        .add(
            PanelDraft.lines(
                    "Failed passes", "Passes that failed; they are repeated with growing delays.")
                .query("sum(rate(rollout_reconcile_error" + RATE + ")) or vector(0)", "rollouts")
                .query(
                    "sum(rate(analysis_run_reconcile_error" + RATE + ")) or vector(0)", "analyses")
                .unit("ops")
                .from(0))
        .add(
            PanelDraft.lines("Requests to the API server", "By verb.")
                .query(
                    "sum by (verb) (rate(controller_clientset_k8s_request_total" + RATE + "))",
                    "{{verb}}")
                .unit("reqps")
                .from(0)
                .stacked())
        .add(
            PanelDraft.lines(
                    "Answers of the API server",
                    "By status code; 409 is a conflict, 429 a throttled request.")
                .query(
                    "sum by (status_code) (rate(controller_clientset_k8s_request_total"
                        + RATE
                        + "))",
                    "{{status_code}}")
                .unit("reqps")
                .from(0))
        .add(
            PanelDraft.lines("Events", "Events about rollouts, by reason.")
                .query("sum by (reason) (rate(rollout_events_total" + RATE + "))", "{{reason}}")
                .unit("ops")
                .from(0)
                .size(24, 8));
  }

  private static String pass(String histogram) {
    return "histogram_quantile(0.99, sum by (le) (rate(" + histogram + "_bucket" + RATE + ")))";
  }

  /** The process is known by the metric that only the agent has. */
  private static String agent(String series) {
    return series + " and on (instance) serin_agent_leader";
  }

  private static void process(Grid grid) {
    grid.row("Process")
        .add(
            PanelDraft.lines("Processor", "Cores in use.")
                .query(agent("process_cpu_usage * on (instance) system_cpu_count"), "{{instance}}")
                .from(0)
                .size(8, 8))
        .add(
            PanelDraft.lines("Heap", "Memory of the Java heap in use.")
                .query(
                    "sum by (instance) (" + agent("jvm_memory_used_bytes{area=\"heap\"}") + ")",
                    "{{instance}}")
                .unit("bytes")
                .from(0)
                .size(8, 8))
        .add(
            PanelDraft.lines("Started", "How long the process has been running.")
                .query(agent("process_uptime_seconds"), "{{instance}}")
                .unit("s")
                .from(0)
                .size(8, 8));
  }
}
