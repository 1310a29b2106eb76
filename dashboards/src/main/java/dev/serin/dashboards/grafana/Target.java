package dev.serin.dashboards.grafana;

/**
 * A query of a panel.
 *
 * @param refId its letter, unique in the panel
 * @param datasource who is asked
 * @param expr PromQL
 * @param legendFormat what a series is called: text with labels in double braces
 * @param format time_series, or table for one row per series
 * @param instant whether only the end of the time range is asked for
 * @param range whether the whole time range is asked for
 * @param editorMode how Grafana's editor shows it
 */
public record Target(
    String refId,
    DataSource datasource,
    String expr,
    String legendFormat,
    String format,
    boolean instant,
    boolean range,
    String editorMode) {

  /** A query over the time range. */
  static Target range(String refId, String expr, String legend) {
    return new Target(
        refId, DataSource.PROMETHEUS, expr, legend, "time_series", false, true, "code");
  }

  /** A query at the end of the time range, as a table. */
  static Target table(String refId, String expr) {
    return new Target(refId, DataSource.PROMETHEUS, expr, "", "table", true, false, "code");
  }
}
