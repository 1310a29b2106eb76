package dev.serin.agent.server;

import dev.serin.agent.history.History;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows how the history is doing. */
final class HistoryMetrics {

  private HistoryMetrics() {}

  static void register(MeterRegistry registry, History history) {
    Gauge.builder("serin_agent_history_up", () -> history.state().up() ? 1 : 0)
        .description("Whether the database of the history could be used last time: 1 or 0.")
        .register(registry);
    Gauge.builder("serin_agent_history_waiting", () -> history.state().waiting())
        .description("How many changes wait to be written to the history.")
        .register(registry);
    FunctionCounter.builder("serin_agent_history_rows", history, it -> it.state().written())
        .description("Rows added to the history.")
        .register(registry);
    FunctionCounter.builder("serin_agent_history_dropped", history, it -> it.state().dropped())
        .description("Changes that did not fit into the queue, to be found again by a rescan.")
        .register(registry);
  }
}
