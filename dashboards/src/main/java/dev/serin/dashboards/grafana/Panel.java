package dev.serin.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A panel, or the headline of a row.
 *
 * @param id unique in the dashboard
 * @param type the plugin that draws it; {@code row} for a headline
 * @param title what it shows
 * @param description how to read it
 * @param gridPos where it is
 * @param datasource where its data comes from
 * @param targets its queries
 * @param transformations what is done to the answers
 * @param fieldConfig how values are shown
 * @param options how the panel is shown
 * @param collapsed for a row: whether its panels are hidden
 * @param panels for a row that is collapsed: its panels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Panel(
    int id,
    String type,
    String title,
    @Nullable String description,
    GridPosition gridPos,
    @Nullable DataSource datasource,
    @Nullable List<Target> targets,
    @Nullable List<Transformation> transformations,
    @Nullable Map<String, Object> fieldConfig,
    @Nullable Map<String, Object> options,
    @Nullable Boolean collapsed,
    @Nullable List<Panel> panels) {

  /** Its queries; none for a row. */
  public List<Target> queries() {
    return targets == null ? List.of() : targets;
  }
}
