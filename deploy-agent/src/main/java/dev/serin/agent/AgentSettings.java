package dev.serin.agent;

import java.time.Duration;
import java.util.List;

/**
 * What can be set for an agent.
 *
 * @param namespaces the namespaces to look at; empty means all
 * @param workers how many rollouts are handled at a time
 * @param urgentWorkers how many more are handled if they are urgent
 * @param analysisWorkers how many analyses are judged at a time
 * @param scrapeTimeout how long a scrape of one pod may take
 * @param resync how often every rollout is looked at even if nothing happened
 * @param settle how long a change of traffic that was accepted takes to be in every proxy
 */
public record AgentSettings(
    List<String> namespaces,
    int workers,
    int urgentWorkers,
    int analysisWorkers,
    Duration scrapeTimeout,
    Duration resync,
    Duration settle) {

  /** Copies the namespaces. */
  public AgentSettings {
    namespaces = List.copyOf(namespaces);
  }

  /** All namespaces, and numbers that suit a small machine. */
  public static AgentSettings defaults() {
    return new AgentSettings(
        List.of(), 8, 4, 4, Duration.ofMillis(800), Duration.ofMinutes(5), Duration.ofMillis(500));
  }
}
