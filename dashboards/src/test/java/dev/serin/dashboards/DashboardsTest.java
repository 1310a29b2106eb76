package dev.serin.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.grafana.DataSource;
import dev.serin.dashboards.grafana.GridPosition;
import dev.serin.dashboards.grafana.Panel;
import dev.serin.dashboards.grafana.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");
  private static final Set<String> GRAFANAS_OWN = Set.of("__rate_interval", "__range");

  static List<Dashboard> dashboards() {
    return Dashboards.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap(Dashboard dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (Panel panel : dashboard.panels()) {
      assertTrue(ids.add(panel.id()), panel.title());
      GridPosition place = panel.gridPos();
      assertTrue(place.x() + place.w() <= GridPosition.COLUMNS, panel.title());
      for (int x = place.x(); x < place.x() + place.w(); x++) {
        for (int y = place.y(); y < place.y() + place.h(); y++) {
          assertTrue(cells.add(x + " " + y), panel.title() + " overlaps another");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelAsksTheChosenPrometheusAndSaysHowToReadIt(Dashboard dashboard) {
    for (Panel panel : dashboard.panels()) {
      if (!panel.type().equals("row")) {
        assertFalse(panel.queries().isEmpty(), panel.title());
        assertFalse(String.valueOf(panel.description()).isBlank(), panel.title());
        for (Target target : panel.queries()) {
          assertEquals(DataSource.PROMETHEUS, target.datasource(), panel.title());
        }
      }
    }
    assertEquals("datasource", dashboard.templating().list().get(0).name());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void queriesUseNoVariableThatNobodyChooses(Dashboard dashboard) {
    Set<String> known = new HashSet<>(GRAFANAS_OWN);
    dashboard.templating().list().forEach(variable -> known.add(variable.name()));
    Stream.concat(
            dashboard.panels().stream()
                .flatMap(panel -> panel.queries().stream())
                .map(Target::expr),
            dashboard.annotations().list().stream()
                .map(annotation -> String.valueOf(annotation.expr())))
        .forEach(
            expression -> {
              Matcher used = VARIABLE.matcher(expression);
              while (used.find()) {
                assertTrue(known.contains(used.group(1)), used.group(1) + " in " + expression);
              }
            });
  }
}
