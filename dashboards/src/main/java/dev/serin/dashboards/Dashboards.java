package dev.serin.dashboards;

import dev.serin.dashboards.grafana.Dashboard;
import java.util.List;

/** All of Serin's dashboards. */
public final class Dashboards {

  private Dashboards() {}

  /** The dashboards; the id of each is the name of its file. */
  public static List<Dashboard> all() {
    return List.of(
        RolloutDashboard.create(), EnvironmentsDashboard.create(), AgentDashboard.create());
  }
}
