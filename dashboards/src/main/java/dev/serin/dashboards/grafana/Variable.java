package dev.serin.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the reader of a dashboard chooses.
 *
 * @param name what queries call it, after a dollar
 * @param label what the reader sees
 * @param type query, or datasource
 * @param datasource who is asked for the values
 * @param definition the question as text
 * @param query the question; for a data source the plugin
 * @param refresh when it is asked: 1 on load, 2 whenever the time range changes
 * @param sort 1 by the alphabet
 * @param multi whether more than one value may be chosen
 * @param includeAll whether all may be chosen
 * @param allValue regular expression for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
    String name,
    String label,
    String type,
    @Nullable DataSource datasource,
    @Nullable String definition,
    Object query,
    int refresh,
    @Nullable Integer sort,
    boolean multi,
    boolean includeAll,
    @Nullable String allValue) {

  /** The variable that all panels take their data source from. */
  public static Variable dataSource() {
    return new Variable(
        "datasource",
        "Data source",
        "datasource",
        null,
        null,
        "prometheus",
        1,
        null,
        false,
        false,
        null);
  }

  /** One value of a label. */
  public static Variable one(String name, String label, String series, String labelName) {
    return labelValues(name, label, series, labelName, false);
  }

  /** Any values of a label, all by default. */
  public static Variable any(String name, String label, String series, String labelName) {
    return labelValues(name, label, series, labelName, true);
  }

  private static Variable labelValues(
      String name, String label, String series, String labelName, boolean several) {
    String question = "label_values(" + series + ", " + labelName + ")";
    return new Variable(
        name,
        label,
        "query",
        DataSource.PROMETHEUS,
        question,
        Map.of("query", question, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
        2,
        1,
        several,
        several,
        several ? ".*" : null);
  }
}
