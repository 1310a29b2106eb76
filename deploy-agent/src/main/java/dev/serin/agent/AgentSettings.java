package dev.serin.agent;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.leader.LeaseSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param stepPlugins where each extension that performs steps is, by its name; no other address is
 *     ever called
 * @param stepPluginTimeout how long a call of one may take
 * @param lease what decides which of several agents acts; empty for an agent that is alone
 * @param instanceId only objects with this controller instance id; empty means only those without
 * @param argoNamespaces where controllers of Argo Rollouts for the whole cluster may be; only for
 *     an agent that does not look at all namespaces
 * @param pod the agent's own pod; empty if it runs elsewhere
 */
public record AgentSettings(
    List<String> namespaces,
    int workers,
    int urgentWorkers,
    int analysisWorkers,
    Duration scrapeTimeout,
    Duration resync,
    Duration settle,
    Map<String, URI> stepPlugins,
    Duration stepPluginTimeout,
    Optional<LeaseSettings> lease,
    String instanceId,
    List<String> argoNamespaces,
    Optional<ObjectKey> pod) {

  /** Copies the lists. */
  public AgentSettings {
    namespaces = List.copyOf(namespaces);
    stepPlugins = Map.copyOf(stepPlugins);
    argoNamespaces = List.copyOf(argoNamespaces);
  }

  /** All namespaces, an agent that is alone, and numbers that suit a small machine. */
  public static AgentSettings defaults() {
    return new AgentSettings(
        List.of(),
        8,
        4,
        4,
        Duration.ofMillis(800),
        Duration.ofMinutes(5),
        Duration.ofMillis(500),
        Map.of(),
        Duration.ofSeconds(10),
        Optional.empty(),
        "",
        List.of(),
        Optional.empty());
  }
}
