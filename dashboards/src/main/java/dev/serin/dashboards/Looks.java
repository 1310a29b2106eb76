package dev.serin.dashboards;

import dev.serin.dashboards.grafana.ValueText;
import java.util.List;

/** Texts and colours that mean the same in all dashboards. */
final class Looks {

  /** What the numbers of {@link PromQl#phase} mean. */
  static final List<ValueText> PHASES =
      List.of(
          new ValueText("1", "Healthy", "green"),
          new ValueText("2", "Progressing", "blue"),
          new ValueText("3", "Paused", "yellow"),
          new ValueText("4", "Degraded", "red"));

  static final String STABLE = "blue";
  static final String CANARY = "orange";
  static final String BAD = "red";

  private Looks() {}
}
