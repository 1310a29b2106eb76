package dev.serin.dashboards.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule: it records a series, or raises an alert.
 *
 * @param record name of the series
 * @param alert name of the alert
 * @param expr PromQL; an alert is raised for each series of its answer
 * @param pending how long the answer must last before the alert is raised
 * @param labels labels to add
 * @param annotations texts for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rule(
    @Nullable String record,
    @Nullable String alert,
    String expr,
    @JsonProperty("for") @Nullable String pending,
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> annotations) {

  /** How soon somebody has to look. */
  public enum Severity {
    /** Now: users are harmed, or will be. */
    CRITICAL("critical"),
    /** Today. */
    WARNING("warning"),
    /** It is good to know. */
    INFO("info");

    private final String label;

    Severity(String label) {
      this.label = label;
    }
  }

  /** A rule that records a series. */
  static Rule recording(String name, String expression) {
    return new Rule(name, null, expression, null, null, null);
  }

  /** A rule that records a series with one more label. */
  static Rule recording(String name, String expression, String label, String value) {
    return new Rule(name, null, expression, null, Map.of(label, value), null);
  }

  /**
   * A rule that raises an alert.
   *
   * @param pending such as 1m
   * @param summary one line
   * @param description what it means, and what to do
   */
  static Rule alert(
      String name,
      Severity severity,
      String pending,
      String expression,
      String summary,
      String description) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    return new Rule(
        null, name, expression, pending, Map.of("severity", severity.label), annotations);
  }

  /** The name of the series or of the alert. */
  public String name() {
    return String.valueOf(record == null ? alert : record);
  }
}
