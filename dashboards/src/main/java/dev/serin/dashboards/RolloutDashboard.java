package dev.serin.dashboards;

import dev.serin.dashboards.grafana.Annotation;
import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.grafana.Grid;
import dev.serin.dashboards.grafana.PanelDraft;
import dev.serin.dashboards.grafana.Variable;
import java.util.List;
import java.util.Map;

/** One rollout: where its traffic goes, how its versions do, what was decided, and why. */
final class RolloutDashboard {

  /** Its id; other dashboards link to it. */
  static final String UID = "serin-rollout";

  private static final String ROLLOUT = "rollout_namespace=\"$namespace\", rollout=\"$rollout\"";
  private static final String PODS = "namespace=\"$namespace\"";

  private RolloutDashboard() {}

  static Dashboard create() {
    Grid grid = new Grid();
    now(grid);
    traffic(grid);
    verdict(grid);
    pods(grid);
    return Dashboard.of(
        UID,
        "Serin / Rollout",
        "One rollout: its traffic, its canary against its stable version, its verdicts.",
        "now-30m",
        List.of(
            Variable.dataSource(),
            Variable.one("namespace", "Namespace", "serin_rollout_info", "rollout_namespace"),
            Variable.one(
                "rollout",
                "Rollout",
                "serin_rollout_info{rollout_namespace=\"$namespace\"}",
                "rollout")),
        annotations(),
        grid);
  }

  private static List<Annotation> annotations() {
    return List.of(
        Annotation.at(
            "Phases",
            "blue",
            "max by (phase) (max by (rollout_namespace, rollout)"
                + " (serin_rollout_phase_since_timestamp_seconds{"
                + ROLLOUT
                + "}) * on (rollout_namespace, rollout) group_left (phase)"
                + " max by (rollout_namespace, rollout, phase) (serin_rollout_info{"
                + ROLLOUT
                + "}))",
            "{{phase}}",
            "The rollout is {{phase}} from here on."),
        Annotation.at(
            "Steps",
            "purple",
            "max by (step) (serin_rollout_step_since_timestamp_seconds{" + ROLLOUT + "})",
            "Step {{step}}",
            "Steps are counted from 0; after the last one the new version is stable."),
        Annotation.at(
            "Verdicts",
            "red",
            "max by (analysis_run, metric, phase) (serin_analysis_verdict_timestamp_seconds{"
                + ROLLOUT
                + "})",
            "{{metric}}: {{phase}}",
            "Analysis run {{analysis_run}}"));
  }

  private static void now(Grid grid) {
    grid.row("Now")
        .add(
            PanelDraft.number("Phase", "As in the status of the Rollout.")
                .query(PromQl.phase(ROLLOUT), "phase")
                .texts(Looks.PHASES)
                .option("colorMode", "background"))
        .add(
            PanelDraft.number("Since", "When it came into this phase.")
                .query(
                    "1000 * max(serin_rollout_phase_since_timestamp_seconds{" + ROLLOUT + "})",
                    "since")
                .unit("dateTimeFromNow"))
        .add(
            PanelDraft.number(
                    "Canary's weight", "The share of the traffic that it is meant to get.")
                .query(
                    "max(serin_rollout_weight_percent{" + ROLLOUT + ", role=\"canary\"})", "weight")
                .unit("percent"))
        .add(
            PanelDraft.number("Step", "Steps done, and all of them.")
                .query("max(serin_rollout_step{" + ROLLOUT + "})", "done")
                .query("max(serin_rollout_steps{" + ROLLOUT + "})", "of"))
        .add(
            PanelDraft.table("Versions", "The stable version, and the canary if there is one.")
                .rows(
                    "max by (role, revision, image, rollouts_pod_template_hash)"
                        + " (serin_rollout_version_info{"
                        + ROLLOUT
                        + "})")
                .transform(
                    "organize",
                    Map.of(
                        "excludeByName",
                        Map.of("Time", true, "Value", true),
                        "indexByName",
                        Map.of("role", 0, "revision", 1, "image", 2),
                        "renameByName",
                        Map.of("rollouts_pod_template_hash", "pod template hash")))
                .size(8, 4))
        .add(
            PanelDraft.states("Phases", "What the rollout was doing.")
                .query(PromQl.phase(ROLLOUT), "phase")
                .texts(Looks.PHASES)
                .size(24, 4));
  }

  private static void traffic(Grid grid) {
    String requests = requests("");
    grid.row("Canary against stable")
        .add(
            roles(
                    PanelDraft.lines(
                        "Weights", "The share of the traffic that each version is meant to get."))
                .query("max by (role) (serin_rollout_weight_percent{" + ROLLOUT + "})", "{{role}}")
                .unit("percent")
                .from(0)
                .to(100)
                .steps()
                .stacked())
        .add(
            roles(
                    PanelDraft.lines(
                        "Requests",
                        "Requests that each version has answered, as its pods count them."))
                .query(requests, "{{role}}")
                .unit("reqps")
                .from(0)
                .stacked())
        .add(
            roles(
                    PanelDraft.lines(
                        "Errors", "Share of each version's answers with a code of 500 and above."))
                .query(PromQl.ratio(requests(", code=~\"5..\""), requests), "{{role}}")
                .unit("percentunit")
                .from(0)
                .size(12, 9))
        .add(
            roles(
                    PanelDraft.lines(
                        "Latency",
                        "Time within which half, 95 % and 99 % of requests are answered."))
                .query(latency("0.5"), "{{role}} p50")
                .query(latency("0.95"), "{{role}} p95")
                .query(latency("0.99"), "{{role}} p99")
                .unit("s")
                .from(0)
                .size(12, 9));
  }

  private static PanelDraft roles(PanelDraft draft) {
    return draft.color("stable", Looks.STABLE).color("canary", Looks.CANARY);
  }

  private static String requests(String more) {
    return PromQl.byRole(
        "rate(http_requests_total{" + PODS + more + "}[" + PromQl.WINDOW + "])", ROLLOUT, "");
  }

  private static String latency(String quantile) {
    return "histogram_quantile("
        + quantile
        + ", "
        + PromQl.byRole(
            "rate(http_request_duration_seconds_bucket{" + PODS + "}[" + PromQl.WINDOW + "])",
            ROLLOUT,
            ", le")
        + ")";
  }

  private static void verdict(Grid grid) {
    grid.row("Verdict")
        .add(
            PanelDraft.lines(
                    "Evidence against the canary",
                    "The e-value of the sequential test. The canary is unhealthy from the moment"
                        + " at which it reaches the bound; one may look as often as one likes.")
                .query(
                    "max by (metric) (serin_analysis_e_value{" + ROLLOUT + "})",
                    "{{metric}}: e-value")
                .query(
                    "max by (metric) (serin_analysis_e_value_bound{" + ROLLOUT + "})",
                    "{{metric}}: bound")
                .color(".*bound", Looks.BAD)
                .logarithmic())
        .add(
            roles(
                    PanelDraft.lines(
                        "What the judge has counted",
                        "Share of failed requests since the analysis began, by version."))
                .query(
                    "max by (role, metric) (serin_analysis_errors{"
                        + ROLLOUT
                        + "}) / (max by (role, metric) (serin_analysis_requests{"
                        + ROLLOUT
                        + "}) > 0)",
                    "{{role}} {{metric}}")
                .unit("percentunit")
                .from(0))
        .add(
            PanelDraft.table("Verdicts", "How the metrics of the canary's analyses stand.")
                .rows(
                    "max by (analysis_run, metric, phase) (serin_analysis_verdict{"
                        + ROLLOUT
                        + "})")
                .transform("organize", Map.of("excludeByName", Map.of("Time", true, "Value", true)))
                .size(12, 6))
        .add(
            PanelDraft.lines("Steps", "Steps done; all of them is where the line is dashed.")
                .query("max(serin_rollout_step{" + ROLLOUT + "})", "done")
                .query("max(serin_rollout_steps{" + ROLLOUT + "})", "all")
                .from(0)
                .steps()
                .field("all", "custom.lineStyle", Map.of("fill", "dash", "dash", List.of(8, 8)))
                .size(12, 6));
  }

  private static void pods(Grid grid) {
    grid.row("Pods")
        .add(
            roles(PanelDraft.lines("Pods", "Pods of each version."))
                .query(
                    "max by (role) (serin_rollout_pods{" + ROLLOUT + ", ready=\"true\"})",
                    "{{role}} ready")
                .query(
                    "max by (role) (serin_rollout_pods{" + ROLLOUT + ", ready=\"false\"})",
                    "{{role}} not ready")
                .from(0)
                .steps())
        .add(
            roles(
                    PanelDraft.lines(
                        "Restarts",
                        "How often the containers of the pods that exist have been restarted."))
                .query("max by (role) (serin_rollout_pod_restarts{" + ROLLOUT + "})", "{{role}}")
                .from(0)
                .steps());
  }
}
