package dev.serin.e2e.support;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What most tests of the agent stand on: a cluster with played pods that all tests of a JVM share,
 * and for each test a namespace, a service in it, a way to the API server that can fail, an agent
 * that knows this namespace only, and a watch over the traffic.
 */
public final class Stage implements AutoCloseable {

  /** Waits at 10 % until somebody promotes. */
  public static final String WAITS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  /** Gets through in about two seconds. */
  public static final String QUICK =
      "[{setWeight: 10}, {pause: {duration: 1}}, {setWeight: 50}, {pause: {duration: 1}}]";

  /** Stays at 10 % long enough for every verdict. */
  public static final String JUDGED = "[{setWeight: 10}, {pause: {duration: 60}}]";

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable ApiCluster shared;
  private static @Nullable PodPlayer sharedPods;

  private final ApiCluster cluster;
  private final PodPlayer pods;
  private final FaultProxy proxy;
  private final SampleService service;
  private final TrafficWatch traffic;
  private @Nullable AgentProcess agent;

  private Stage(ApiCluster cluster, PodPlayer pods, String name, String steps) {
    this.cluster = cluster;
    this.pods = pods;
    this.proxy = new FaultProxy(cluster);
    pods.play("shop/cart:bad", PodBehaviour.failing(0.3));
    this.service =
        SampleService.create(cluster.client(), name + "-" + NUMBER.incrementAndGet(), steps);
    this.traffic = new TrafficWatch(cluster, service.namespace());
  }

  /** A stage on the cluster that is shared; without an agent yet. */
  public static Stage shared(String name, String steps) {
    synchronized (Stage.class) {
      ApiCluster cluster = shared;
      PodPlayer pods = sharedPods;
      if (cluster == null || pods == null) {
        cluster = ApiCluster.start();
        pods = new PodPlayer(cluster);
        shared = cluster;
        sharedPods = pods;
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-cluster"));
      }
      return new Stage(cluster, pods, name, steps);
    }
  }

  /** A stage on a cluster of the test's own; without an agent yet. */
  public static Stage on(ApiCluster cluster, PodPlayer pods, String name, String steps) {
    return new Stage(cluster, pods, name, steps);
  }

  /** Starts the agent, through the proxy; waits until it is ready and the first version stable. */
  public Stage withStableVersion() {
    startAgent();
    service.awaitStable("shop/cart:first");
    return this;
  }

  /** Starts the agent, through the proxy. */
  public AgentProcess startAgent() {
    AgentProcess started =
        AgentProcess.start(
            proxy.kubeconfig(), Map.of("SERIN_AGENT_NAMESPACES", service.namespace()));
    agent = started;
    return started;
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

  /** The service. */
  public SampleService service() {
    return service;
  }

  /** The watch over its traffic. */
  public TrafficWatch traffic() {
    return traffic;
  }

  /** The agent. */
  public AgentProcess agent() {
    return java.util.Objects.requireNonNull(agent, "no agent has been started");
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
    traffic.close();
    proxy.close();
    if (cluster.apiServer().alive()) {
      service.delete();
    }
  }
}
