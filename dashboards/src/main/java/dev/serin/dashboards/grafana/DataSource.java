package dev.serin.dashboards.grafana;

/**
 * Where a panel's data comes from.
 *
 * @param type the plugin
 * @param uid its id, or a variable that holds one
 */
public record DataSource(String type, String uid) {
  /** The Prometheus that the dashboard's variable {@code datasource} names. */
  public static final DataSource PROMETHEUS = new DataSource("prometheus", "${datasource}");

  /** Grafana's own: for the list of annotations that every dashboard has. */
  public static final DataSource GRAFANA = new DataSource("grafana", "-- Grafana --");
}
