package dev.serin.agent.server;

import dev.serin.agent.AgentSettings;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.history.HistorySettings;
import dev.serin.agent.leader.LeaseSettings;
import dev.serin.agent.leader.LeaseTiming;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Where each extension that performs steps is, by its name. */
  Map<String, URI> stepPlugins();

  /** How long a call of such an extension may take. */
  @WithDefault("PT10S")
  Duration stepPluginTimeout();

  /** Whether this is one of several agents, of which one acts. */
  @WithDefault("false")
  boolean leaderElection();

  /** The namespace of the lease; that of the agent's pod, or of its kubeconfig, if not set. */
  Optional<String> leaseNamespace();

  /** The name of the lease. */
  @WithDefault("serin-deploy-agent")
  String leaseName();

  /** How long another agent waits when the leader does not renew the lease any more. */
  @WithDefault("PT4S")
  Duration leaseDuration();

  /** How often the leader renews the lease. */
  @WithDefault("PT1S")
  Duration leaseRenewal();

  /** Only objects with this controller instance id; only those without one if not set. */
  Optional<String> instanceId();

  /** Where controllers of Argo Rollouts for the whole cluster may be. */
  @WithDefault("argo-rollouts")
  List<String> argoNamespaces();

  /** The name of the agent's own pod. */
  Optional<String> pod();

  /** Where the history is kept: a JDBC URL of SQLite or PostgreSQL. */
  @WithDefault("jdbc:sqlite:serin-history.db")
  String historyUrl();

  /** Who logs in to PostgreSQL. */
  Optional<String> historyUser();

  /** The password. */
  Optional<String> historyPassword();

  /** A file with the password. */
  Optional<Path> historyPasswordFile();

  /** How long the history is kept. */
  @WithDefault("P365D")
  Duration historyRetention();

  /**
   * What concerns the history, as plain data.
   *
   * @throws IllegalArgumentException if something makes no sense
   */
  default HistorySettings history() {
    return new HistorySettings(
        historyUrl(), historyUser(), historyPassword(), historyPasswordFile(), historyRetention());
  }

  /**
   * The same as plain data.
   *
   * @param ownNamespace the namespace that the agent is in, as far as known
   * @param identity the agent's name; no other process may ever have had it
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  default AgentSettings settings(@Nullable String ownNamespace, String identity) {
    return new AgentSettings(
        namespaces().orElse(List.of()),
        workers(),
        urgentWorkers(),
        analysisWorkers(),
        scrapeTimeout(),
        resync(),
        settle(),
        stepPlugins(),
        stepPluginTimeout(),
        leaderElection() ? Optional.of(lease(ownNamespace, identity)) : Optional.empty(),
        checkedInstanceId(),
        argoNamespaces(),
        ownPod(ownNamespace));
  }

  private Optional<ObjectKey> ownPod(@Nullable String ownNamespace) {
    Optional<String> namespace = leaseNamespace().or(() -> Optional.ofNullable(ownNamespace));
    return namespace.flatMap(where -> pod().map(name -> new ObjectKey(where, name)));
  }

  private String checkedInstanceId() {
    String id = instanceId().orElse("");
    if (!id.matches("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?")) {
      throw new IllegalArgumentException(
          "SERIN_AGENT_INSTANCE_ID: '"
              + id
              + "' is not the value of a label: at most 63 letters, digits, '-', '_' and '.'");
    }
    return id;
  }

  private LeaseSettings lease(@Nullable String ownNamespace, String identity) {
    String namespace = leaseNamespace().orElse(ownNamespace);
    if (namespace == null || namespace.isEmpty()) {
      throw new IllegalArgumentException(
          "SERIN_AGENT_LEASE_NAMESPACE: set the namespace of the lease; neither a pod nor a kubeconfig says which one it is");
    }
    return new LeaseSettings(
        new ObjectKey(namespace, leaseName()),
        identity,
        LeaseTiming.of(leaseDuration(), leaseRenewal()));
  }
}
