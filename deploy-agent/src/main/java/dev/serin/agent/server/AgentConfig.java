package dev.serin.agent.server;

import dev.serin.agent.AgentSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be configured; the README of the module explains each. */
@ConfigMapping(prefix = "serin.agent")
public interface AgentConfig {

  /** The namespaces to look at; all if there are none. */
  Optional<List<String>> namespaces();

  /** How many rollouts are handled at a time. */
  @WithDefault("8")
  int workers();

  /** How many more are handled if they are urgent. */
  @WithDefault("4")
  int urgentWorkers();

  /** How many analyses are judged at a time. */
  @WithDefault("4")
  int analysisWorkers();

  /** How long a scrape of one pod may take. */
  @WithDefault("PT0.8S")
  Duration scrapeTimeout();

  /** How often every rollout is looked at even if nothing happened. */
  @WithDefault("PT5M")
  Duration resync();

  /** How long a change of traffic that was accepted takes to be in every proxy. */
  @WithDefault("PT0.5S")
  Duration settle();

  /** The same as plain data. */
  default AgentSettings settings() {
    return new AgentSettings(
        namespaces().orElse(List.of()),
        workers(),
        urgentWorkers(),
        analysisWorkers(),
        scrapeTimeout(),
        resync(),
        settle());
  }
}
