package dev.serin.agent.server;

import dev.serin.agent.Agent;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.argo.analysis.AnalysisRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;

/** Starts the agent with the process, and stops it with it. */
@ApplicationScoped
public class AgentServer {

  private final Agent agent;

  /** Called by the container. */
  @Inject
  public AgentServer(KubernetesClient client, AgentConfig config, MeterRegistry registry) {
    this.agent = new Agent(client, config.settings(), registry, InstantSource.system());
  }

  void start(@Observes StartupEvent event) {
    agent.start();
  }

  void stop(@Observes ShutdownEvent event) {
    agent.close();
  }

  /** Whether the caches are in sync and work is being done. */
  public boolean ready() {
    return agent.ready();
  }

  /** The run with its newest status, which may not have been written yet. */
  public AnalysisRun latest(AnalysisRun run) {
    return agent.latest(run);
  }

  /** What is known of the cluster. */
  public ClusterView view() {
    return agent.view();
  }
}
