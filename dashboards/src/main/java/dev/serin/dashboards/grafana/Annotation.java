package dev.serin.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Marks on the time axis of every panel.
 *
 * @param name what they are
 * @param datasource who is asked
 * @param enable whether they are shown at first
 * @param hide whether the switch is hidden
 * @param iconColor their colour
 * @param expr a query whose values are the times of the marks, in milliseconds
 * @param useValueForTime that they are
 * @param titleFormat title of a mark, with labels in double braces
 * @param textFormat text of a mark
 * @param builtIn 1 for Grafana's own list
 * @param type dashboard for Grafana's own list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Annotation(
    String name,
    DataSource datasource,
    boolean enable,
    boolean hide,
    String iconColor,
    @Nullable String expr,
    @Nullable String useValueForTime,
    @Nullable String titleFormat,
    @Nullable String textFormat,
    @Nullable Integer builtIn,
    @Nullable String type) {

  /**
   * Marks at times that a query tells.
   *
   * @param expr seconds since 1970
   */
  public static Annotation at(String name, String color, String expr, String title, String text) {
    return new Annotation(
        name,
        DataSource.PROMETHEUS,
        true,
        false,
        color,
        "1000 * (" + expr + ")",
        "on",
        title,
        text,
        null,
        null);
  }

  /** What people write into dashboards. */
  static Annotation byPeople() {
    return new Annotation(
        "Annotations & Alerts",
        DataSource.GRAFANA,
        true,
        true,
        "rgba(0, 211, 255, 1)",
        null,
        null,
        null,
        null,
        1,
        "dashboard");
  }
}
