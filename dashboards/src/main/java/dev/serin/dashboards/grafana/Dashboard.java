package dev.serin.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A dashboard in Grafana's classic JSON model, which every Grafana from 9 on can import, by hand
 * (the data source is asked for as a variable) and by provisioning.
 *
 * @param inputs what an import by hand has to ask for: nothing
 * @param requires the Grafana and the plugins that it needs
 * @param uid its id, the same in every Grafana, so that dashboards can link to each other
 * @param title its name
 * @param description what it is for
 * @param tags what it can be found by
 * @param editable whether it can be changed in Grafana
 * @param graphTooltip 1: the cursor is shown in all panels at once
 * @param links links to other dashboards
 * @param time the time range at first
 * @param refresh how often it asks anew
 * @param timezone browser: the reader's
 * @param templating what its reader chooses
 * @param annotations marks on the time axis
 * @param panels its panels
 * @param schemaVersion version of the model: 42, the last of the classic one (Grafana 12)
 */
public record Dashboard(
    @JsonProperty("__inputs") List<Object> inputs,
    @JsonProperty("__requires") List<Requirement> requires,
    String uid,
    String title,
    String description,
    List<String> tags,
    boolean editable,
    int graphTooltip,
    List<Link> links,
    Time time,
    String refresh,
    String timezone,
    Templating templating,
    Annotations annotations,
    List<Panel> panels,
    int schemaVersion) {

  private static final int SCHEMA = 42;

  /**
   * Something that the dashboard needs.
   *
   * @param type grafana, datasource or panel
   * @param id the plugin's id
   * @param name its name
   * @param version the oldest that will do; empty for any
   */
  public record Requirement(String type, String id, String name, String version) {}

  /**
   * A time range.
   *
   * @param from its beginning
   * @param to its end
   */
  public record Time(String from, String to) {}

  /**
   * What a reader chooses.
   *
   * @param list the variables, each after those that it uses
   */
  public record Templating(List<Variable> list) {}

  /**
   * Marks on the time axis.
   *
   * @param list kinds of marks
   */
  public record Annotations(List<Annotation> list) {}

  /**
   * A link to the dashboards that have a tag.
   *
   * @param type dashboards
   * @param title what the reader sees
   * @param tags the tags
   * @param asDropdown whether it is one link that opens a list
   * @param includeVars whether what was chosen here is chosen there
   * @param keepTime whether the time range is kept
   */
  public record Link(
      String type,
      String title,
      List<String> tags,
      boolean asDropdown,
      boolean includeVars,
      boolean keepTime) {}

  /** A dashboard of Serin's. */
  public static Dashboard of(
      String uid,
      String title,
      String description,
      String from,
      List<Variable> variables,
      List<Annotation> annotations,
      Grid grid) {
    List<Annotation> all = new ArrayList<>(List.of(Annotation.byPeople()));
    all.addAll(annotations);
    List<Panel> panels = grid.panels();
    return new Dashboard(
        List.of(),
        requires(panels),
        uid,
        title,
        description,
        List.of("serin"),
        true,
        1,
        List.of(new Link("dashboards", "Serin", List.of("serin"), true, true, true)),
        new Time(from, "now"),
        "10s",
        "browser",
        new Templating(variables),
        new Annotations(all),
        panels,
        SCHEMA);
  }

  private static List<Requirement> requires(List<Panel> panels) {
    List<Requirement> all = new ArrayList<>();
    all.add(new Requirement("grafana", "grafana", "Grafana", "11.0.0"));
    all.add(new Requirement("datasource", "prometheus", "Prometheus", "1.0.0"));
    TreeSet<String> types = new TreeSet<>();
    panels.forEach(panel -> types.add(panel.type()));
    types.remove("row");
    types.forEach(type -> all.add(new Requirement("panel", type, type, "")));
    return all;
  }
}
