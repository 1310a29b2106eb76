package dev.serin.e2e.support;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with played pods, an agent, and the agent's way to the API server, which can fail.
 *
 * <p>The tests of a JVM share one of these, since starting it costs most of the time. A test may do
 * to it what it wants: the next one gets an agent that runs and a way that works.
 */
public final class AgentOnCluster implements AutoCloseable {

  private static @Nullable AgentOnCluster shared;

  private final ApiCluster cluster;
  private final PodPlayer pods;
  private final FaultProxy proxy;
  private @Nullable AgentProcess agent;

  private AgentOnCluster(ApiCluster cluster) {
    this.cluster = cluster;
    this.pods = new PodPlayer(cluster);
    this.proxy = new FaultProxy(cluster);
    pods.play("shop/cart:bad", PodBehaviour.failing(0.3));
  }

  /** The one that is shared; its agent runs only when somebody has asked for it. */
  public static synchronized AgentOnCluster shared() {
    AgentOnCluster known = shared;
    if (known == null) {
      AgentOnCluster fresh = new AgentOnCluster(ApiCluster.start());
      Runtime.getRuntime().addShutdownHook(new Thread(fresh::close, "close-cluster"));
      known = fresh;
      shared = fresh;
    }
    return known;
  }

  /** One of the test's own; its agent does not run yet. */
  public static AgentOnCluster start(ApiClusterSettings settings) {
    return new AgentOnCluster(ApiCluster.start(settings));
  }

  /** The cluster. */
  public ApiCluster cluster() {
    return cluster;
  }

  /** The pods. */
  public PodPlayer pods() {
    return pods;
  }

  /** The agent's way to the API server. */
  public FaultProxy proxy() {
    return proxy;
  }

  /** The agent, which was started. */
  public AgentProcess agent() {
    return Objects.requireNonNull(agent, "no agent has been started");
  }

  /** The agent; it is started when it does not run. */
  public synchronized AgentProcess runningAgent() {
    AgentProcess known = agent;
    if (known == null) {
      known = AgentProcess.start(proxy.kubeconfig(), Map.of());
      agent = known;
    } else if (!known.process().alive()) {
      known.restart();
    }
    return known;
  }

  /** Ends the agent, for a test that has agents of its own. */
  public synchronized void killAgent() {
    if (agent != null) {
      agent.kill();
    }
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
    proxy.close();
    pods.close();
    cluster.close();
  }
}
