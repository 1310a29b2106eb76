package dev.serin.agent.server;

import dev.serin.agent.Agent;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.history.History;
import dev.serin.agent.leader.LeaderElector;
import dev.serin.agent.rival.ArgoLock;
import dev.serin.argo.analysis.AnalysisRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Starts the agent with the process, and stops it with it. */
@ApplicationScoped
public class AgentServer {

  private final History history;
  private final Agent agent;

  /** Called by the container. */
  @Inject
  public AgentServer(KubernetesClient client, AgentConfig config, MeterRegistry registry) {
    this.history = new History(config.history(), InstantSource.system());
    HistoryMetrics.register(registry, history);
    this.agent =
        new Agent(
            client,
            config.settings(client.getNamespace(), identity()),
            registry,
            InstantSource.system(),
            history);
  }

  /** The host's name, which is the pod's, for people; and something that no process had before. */
  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isBlank() ? "agent" : host) + "_" + UUID.randomUUID();
  }

  void start(@Observes StartupEvent event) {
    history.start();
    agent.start();
  }

  void stop(@Observes ShutdownEvent event) {
    history.close();
    agent.close();
  }

  /** The run with its newest status, which may not have been written yet. */
  public AnalysisRun latest(AnalysisRun run) {
    return agent.latest(run);
  }

  /** Whether the caches are in sync, and work is being done or can begin at any moment. */
  public boolean ready() {
    return agent.ready();
  }

  /** How things are with the lease; empty for an agent that is alone, or not ready. */
  public Optional<LeaderElector.Standing> standing() {
    return agent.standing();
  }

  /** The lock of Argo Rollouts that is held, for which the agent keeps still. */
  public Optional<ArgoLock> rival() {
    return agent.rival();
  }

  /** What has happened. */
  public History history() {
    return history;
  }

  /** What is known of the cluster. */
  public ClusterView view() {
    return agent.view();
  }
}
