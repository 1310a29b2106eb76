package dev.serin.dashboards;

import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.grafana.Grid;
import dev.serin.dashboards.grafana.PanelDraft;
import dev.serin.dashboards.grafana.Variable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Environments by services: what runs where, in what state, and since when. */
final class EnvironmentsDashboard {

  private static final String ROLLOUTS = "rollout_namespace=~\"$namespace\"";
  private static final String KEY = "rollout_namespace, rollout";

  private EnvironmentsDashboard() {}

  static Dashboard create() {
    Grid grid = new Grid();
    states(grid);
    table(grid);
    health(grid);
    return Dashboard.of(
        "serin-environments",
        "Serin / Environments and services",
        "Every rollout of every environment: phase, versions, weight, errors, rollbacks.",
        "now-6h",
        List.of(
            Variable.dataSource(),
            Variable.any("namespace", "Environment", "serin_rollout_info", "rollout_namespace")),
        List.of(),
        grid);
  }

  private static void states(Grid grid) {
    grid.row("State")
        .add(
            PanelDraft.number("Rollouts by phase", "How many rollouts are in each phase now.")
                .query(
                    "count by (phase) (max by (rollout_namespace, rollout, phase)"
                        + " (serin_rollout_info{"
                        + ROLLOUTS
                        + "}))",
                    "{{phase}}")
                .size(8, 7))
        .add(
            PanelDraft.states("Phases", "What each rollout was doing.")
                .query(PromQl.phase(ROLLOUTS), "{{rollout_namespace}}/{{rollout}}")
                .texts(Looks.PHASES)
                .size(16, 7));
  }

  private static void table(Grid grid) {
    String link =
        "/d/"
            + RolloutDashboard.UID
            + "?var-datasource=${datasource}&var-namespace=${__data.fields.rollout_namespace}"
            + "&var-rollout=${__data.fields.rollout}&${__url_time_range}";
    grid.add(
        PanelDraft.table("Services", "One line for each rollout; the name leads to its dashboard.")
            .rows(PromQl.phase(ROLLOUTS))
            .rows(
                "1000 * max by ("
                    + KEY
                    + ") (serin_rollout_phase_since_timestamp_seconds{"
                    + ROLLOUTS
                    + "})")
            .rows(
                "max by ("
                    + KEY
                    + ", revision, image) (serin_rollout_version_info{"
                    + ROLLOUTS
                    + ", role=\"stable\"})")
            .rows(
                "max by ("
                    + KEY
                    + ") (serin_rollout_weight_percent{"
                    + ROLLOUTS
                    + ", role=\"canary\"})")
            .rows(errors())
            .rows(
                "sum by ("
                    + KEY
                    + ") (increase(serin_rollbacks_total{"
                    + ROLLOUTS
                    + "}[$__range]))")
            .transform("merge", Map.of())
            .transform(
                "organize",
                Map.of(
                    "excludeByName",
                    Map.of("Time", true, "Value #C", true),
                    "indexByName",
                    Map.of(
                        "rollout_namespace", 0,
                        "rollout", 1,
                        "Value #A", 2,
                        "Value #B", 3,
                        "revision", 4,
                        "image", 5,
                        "Value #D", 6,
                        "Value #E", 7,
                        "Value #F", 8),
                    "renameByName",
                    Map.of(
                        "Value #A", "phase",
                        "Value #B", "since",
                        "Value #D", "canary's weight",
                        "Value #E", "errors",
                        "Value #F", "rollbacks")))
            .field("phase", "mappings", phaseTexts())
            .field("phase", "custom.cellOptions", Map.of("type", "color-background"))
            .field("since", "unit", "dateTimeFromNow")
            .field("canary's weight", "unit", "percent")
            .field("errors", "unit", "percentunit")
            .field("errors", "decimals", 2)
            .field("rollbacks", "decimals", 0)
            .field(
                "rollout",
                "links",
                List.of(Map.of("title", "Dashboard of this rollout", "url", link)))
            .size(24, 10));
  }

  private static List<Object> phaseTexts() {
    Map<String, Object> byValue = new TreeMap<>();
    Looks.PHASES.forEach(
        text -> byValue.put(text.value(), Map.of("text", text.text(), "color", text.color())));
    return List.of(Map.of("type", "value", "options", byValue));
  }

  private static void health(Grid grid) {
    grid.row("Health")
        .add(
            PanelDraft.lines(
                    "Errors",
                    "Share of answers with a code of 500 and above, of all versions together.")
                .query(errors(), "{{rollout_namespace}}/{{rollout}}")
                .unit("percentunit")
                .from(0))
        .add(
            PanelDraft.lines("Latency, p99", "Time within which 99 % of requests are answered.")
                .query(
                    "histogram_quantile(0.99, "
                        + byRollout("http_request_duration_seconds_bucket", "", ", le")
                        + ")",
                    "{{rollout_namespace}}/{{rollout}}")
                .unit("s")
                .from(0))
        .add(
            PanelDraft.lines("Rollbacks", "Changes of version that were taken back, in each hour.")
                .query(
                    "sum by (" + KEY + ") (increase(serin_rollbacks_total{" + ROLLOUTS + "}[1h]))",
                    "{{rollout_namespace}}/{{rollout}}")
                .from(0)
                .steps())
        .add(
            PanelDraft.lines(
                    "Time of a change",
                    "Time from its beginning to its end: the middle one of those that ended in the last hour.")
                .query(
                    "histogram_quantile(0.5, sum by (status, le)"
                        + " (increase(rollout_duration_seconds_bucket[1h])))",
                    "{{status}}")
                .unit("s")
                .from(0));
  }

  private static String errors() {
    return PromQl.ratio(
        byRollout("http_requests_total", ", code=~\"5..\"", ""),
        byRollout("http_requests_total", "", ""));
  }

  private static String byRollout(String series, String selector, String more) {
    return PromQl.byRollout(
        "rate(" + series + "{namespace=~\"$namespace\"" + selector + "}[" + PromQl.WINDOW + "])",
        PromQl.uniqueVersions(ROLLOUTS),
        "",
        more);
  }
}
