package dev.serin.e2e.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What most tests of the agent stand on: a cluster with played pods, an agent and its way to the
 * API server, which can fail; and for each test a namespace, a service in it, and a watch over its
 * traffic.
 *
 * <p>All tests of a JVM share one cluster, and those that ask for it one agent, since their starts
 * cost most of the time. A test may do to them what it wants: the next one gets an agent that runs
 * and a way that works.
 */
public final class Stage implements AutoCloseable {

  /** Waits at 10 % until somebody promotes. */
  public static final String WAITS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  /** Stays at 10 % long enough for every verdict. */
  public static final String JUDGED = "[{setWeight: 10}, {pause: {duration: 60}}]";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** A cluster, its pods, the agent's way to it, and the agent once it was started. */
  private static final class World implements AutoCloseable {
    private final ApiCluster cluster;
    private final PodPlayer pods;
    private final FaultProxy proxy;
    private @Nullable AgentProcess agent;

    World(ApiCluster cluster, PodPlayer pods) {
      this.cluster = cluster;
      this.pods = pods;
      this.proxy = new FaultProxy(cluster);
      pods.play("shop/cart:bad", PodBehaviour.failing(0.3));
    }

    AgentProcess runningAgent() {
      AgentProcess known = agent;
      if (known == null) {
        known = AgentProcess.start(proxy.kubeconfig(), Map.of());
        agent = known;
      } else if (!known.process().alive()) {
        known.restart();
      }
      return known;
    }

    @Override
    public void close() {
      if (agent != null) {
        agent.close();
      }
      proxy.close();
    }
  }

  private static @Nullable World shared;

  private final World world;
  private final boolean own;
  private final SampleService service;
  private final TrafficWatch traffic;
  private final int writesBefore;

  private Stage(World world, boolean own, String name, String steps) {
    this.world = world;
    this.own = own;
    this.writesBefore = world.proxy.writes().size();
    this.service =
        SampleService.create(world.cluster.client(), name + "-" + NUMBER.incrementAndGet(), steps);
    this.traffic = new TrafficWatch(world.cluster, service.namespace());
  }

  /** A stage on the cluster that is shared, without an agent: the test has its own. */
  public static synchronized Stage shared(String name, String steps) {
    World world = sharedWorld();
    if (world.agent != null) {
      world.agent.process().kill();
    }
    return new Stage(world, false, name, steps);
  }

  /** A stage on the cluster that is shared, with the agent that is shared. */
  public static synchronized Stage withAgent(String name, String steps) {
    World world = sharedWorld();
    AgentProcess unused = world.runningAgent();
    return new Stage(world, false, name, steps);
  }

  private static World sharedWorld() {
    World known = shared;
    if (known != null) {
      return known;
    }
    ApiCluster cluster = ApiCluster.start();
    PodPlayer pods = new PodPlayer(cluster);
    World fresh = new World(cluster, pods);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  fresh.close();
                  pods.close();
                  cluster.close();
                },
                "close-cluster"));
    shared = fresh;
    return fresh;
  }

  /** A stage on a cluster of the test's own; the agent does not run yet. */
  public static Stage on(ApiCluster cluster, PodPlayer pods, String name, String steps) {
    return new Stage(new World(cluster, pods), true, name, steps);
  }

  /** Waits, with a running agent, until the first version is stable. */
  public Stage withStableVersion() {
    AgentProcess unused = world.runningAgent();
    service.awaitStable("shop/cart:first");
    return this;
  }

  /** The cluster. */
  public ApiCluster cluster() {
    return world.cluster;
  }

  /** The pods. */
  public PodPlayer pods() {
    return world.pods;
  }

  /** The agent's way to the API server. */
  public FaultProxy proxy() {
    return world.proxy;
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
    return java.util.Objects.requireNonNull(world.agent, "no agent has been started");
  }

  /** Whether a request is about this stage's namespace. */
  public boolean concerns(FaultProxy.Request request) {
    return request.path().contains("/namespaces/" + service.namespace() + "/");
  }

  /** The agent's writes about this stage's namespace, in their order. */
  public List<FaultProxy.Write> writes() {
    return world.proxy.writes().stream()
        .skip(writesBefore)
        .filter(write -> concerns(write.request()))
        .toList();
  }

  @Override
  public void close() {
    traffic.close();
    world.proxy.behave();
    if (world.cluster.apiServer().alive()) {
      service.delete();
    }
    if (own) {
      world.close();
    }
  }
}
