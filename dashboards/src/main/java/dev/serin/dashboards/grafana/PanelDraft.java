package dev.serin.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A panel that is being put together. */
public final class PanelDraft {

  private final String type;
  private final String title;
  private final String description;
  private final List<Target> targets = new ArrayList<>();
  private final List<Transformation> transformations = new ArrayList<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private final Map<String, Object> custom = new LinkedHashMap<>();
  private final List<Object> overrides = new ArrayList<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private int width = 12;
  private int height = 8;

  private PanelDraft(String type, String title, String description) {
    this.type = type;
    this.title = title;
    this.description = description;
  }

  /** Lines over time. */
  public static PanelDraft lines(String title, String description) {
    PanelDraft draft = new PanelDraft("timeseries", title, description);
    draft.custom.put("drawStyle", "line");
    draft.custom.put("lineWidth", 2);
    draft.custom.put("fillOpacity", 8);
    draft.custom.put("showPoints", "never");
    draft.options.put("legend", legend());
    draft.options.put("tooltip", tooltip());
    return draft;
  }

  /** States over time, one bar per series. */
  public static PanelDraft states(String title, String description) {
    PanelDraft draft = new PanelDraft("state-timeline", title, description);
    draft.custom.put("fillOpacity", 75);
    draft.custom.put("lineWidth", 0);
    draft.options.put("mergeValues", true);
    draft.options.put("showValue", "auto");
    draft.options.put("rowHeight", 0.85);
    draft.options.put("legend", legend());
    draft.options.put("tooltip", tooltip());
    return draft;
  }

  /** The latest value in large letters. */
  public static PanelDraft number(String title, String description) {
    PanelDraft draft = new PanelDraft("stat", title, description);
    draft.options.put(
        "reduceOptions", Map.of("values", false, "calcs", List.of("lastNotNull"), "fields", ""));
    draft.options.put("colorMode", "value");
    draft.options.put("graphMode", "none");
    draft.options.put("textMode", "auto");
    return draft.size(4, 4);
  }

  /** A table. */
  public static PanelDraft table(String title, String description) {
    PanelDraft draft = new PanelDraft("table", title, description);
    draft.options.put("showHeader", true);
    draft.options.put("cellHeight", "sm");
    return draft;
  }

  private static Map<String, Object> legend() {
    return Map.of(
        "showLegend", true, "displayMode", "list", "placement", "bottom", "calcs", List.of());
  }

  private static Map<String, Object> tooltip() {
    return Map.of("mode", "multi", "sort", "desc");
  }

  /** Asks for series over the time range. */
  public PanelDraft query(String expression, String legend) {
    targets.add(Target.range(nextLetter(), expression, legend));
    return this;
  }

  /** Asks for rows at the end of the time range. */
  public PanelDraft rows(String expression) {
    targets.add(Target.table(nextLetter(), expression));
    return this;
  }

  private String nextLetter() {
    return String.valueOf((char) ('A' + targets.size()));
  }

  /** Sets the size in cells of the grid. */
  public PanelDraft size(int columns, int lines) {
    width = columns;
    height = lines;
    return this;
  }

  /** Sets the unit, by Grafana's name for it. */
  public PanelDraft unit(String unit) {
    defaults.put("unit", unit);
    return this;
  }

  /** Sets where the axis begins. */
  public PanelDraft from(double minimum) {
    defaults.put("min", minimum);
    return this;
  }

  /** Sets where the axis ends. */
  public PanelDraft to(double maximum) {
    defaults.put("max", maximum);
    return this;
  }

  /** Draws areas on top of each other. */
  public PanelDraft stacked() {
    custom.put("stacking", Map.of("mode", "normal"));
    custom.put("fillOpacity", 50);
    custom.put("lineWidth", 1);
    return this;
  }

  /** Draws values that hold until the next one. */
  public PanelDraft steps() {
    custom.put("lineInterpolation", "stepAfter");
    return this;
  }

  /** Draws each power of ten as high as the next. */
  public PanelDraft logarithmic() {
    custom.put("scaleDistribution", Map.of("type", "log", "log", 10));
    return this;
  }

  /** Shows texts in place of numbers. */
  public PanelDraft texts(List<ValueText> texts) {
    Map<String, Object> byValue = new LinkedHashMap<>();
    for (ValueText text : texts) {
      byValue.put(
          text.value(),
          Map.of("text", text.text(), "color", text.color(), "index", byValue.size()));
    }
    defaults.put("mappings", List.of(Map.of("type", "value", "options", byValue)));
    return this;
  }

  /** Colours values: green, and from the limit on red. */
  public PanelDraft redFrom(double limit) {
    Map<String, Object> green = new LinkedHashMap<>();
    green.put("color", "green");
    green.put("value", null);
    defaults.put(
        "thresholds",
        Map.of(
            "mode", "absolute", "steps", List.of(green, Map.of("color", "red", "value", limit))));
    return this;
  }

  /** Gives the series whose names begin so a colour of their own. */
  public PanelDraft color(String beginning, String color) {
    return override(
        "byRegexp", "/^" + beginning + "/", "color", Map.of("mode", "fixed", "fixedColor", color));
  }

  /** Sets a property of one field. */
  public PanelDraft field(String name, String property, Object value) {
    return override("byName", name, property, value);
  }

  private PanelDraft override(String matcher, String options, String property, Object value) {
    overrides.add(
        Map.of(
            "matcher", Map.of("id", matcher, "options", options),
            "properties", List.of(Map.of("id", property, "value", value))));
    return this;
  }

  /** Sets an option of the panel. */
  public PanelDraft option(String name, Object value) {
    options.put(name, value);
    return this;
  }

  /** Does something to the answers before they are shown. */
  public PanelDraft transform(String id, Map<String, Object> how) {
    transformations.add(new Transformation(id, how));
    return this;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Panel build(int id, GridPosition position) {
    Map<String, Object> all = new LinkedHashMap<>(defaults);
    if (!custom.isEmpty()) {
      all.put("custom", custom);
    }
    Map<String, Object> fieldConfig = new LinkedHashMap<>();
    fieldConfig.put("defaults", all);
    fieldConfig.put("overrides", overrides);
    @Nullable List<Transformation> changes =
        transformations.isEmpty() ? null : List.copyOf(transformations);
    return new Panel(
        id,
        type,
        title,
        description,
        position,
        DataSource.PROMETHEUS,
        List.copyOf(targets),
        changes,
        fieldConfig,
        options,
        null,
        null);
  }
}
