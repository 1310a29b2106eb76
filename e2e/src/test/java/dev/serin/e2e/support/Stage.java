package dev.serin.e2e.support;

import dev.serin.argo.rollout.RolloutPhase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What most tests of the agent stand on: a service in a namespace of its own on an {@link
 * AgentOnCluster}, and a watch over its traffic.
 */
public final class Stage implements AutoCloseable {

  /** Waits at 10 % until somebody promotes. */
  public static final String WAITS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  /** Stays at 10 % long enough for every verdict. */
  public static final String JUDGED = "[{setWeight: 10}, {pause: {duration: 60}}]";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final AgentOnCluster ground;
  private final SampleService service;
  private final TrafficWatch traffic;
  private final int writesBefore;

  private Stage(AgentOnCluster ground, String name, String steps) {
    this.ground = ground;
    this.writesBefore = ground.proxy().writes().size();
    this.service =
        SampleService.create(
            ground.cluster().client(), name + "-" + NUMBER.incrementAndGet(), steps);
    this.traffic = new TrafficWatch(ground.cluster(), service.namespace());
  }

  /** A stage on the cluster that is shared, without an agent: the test has its own. */
  public static Stage shared(String name, String steps) {
    AgentOnCluster.shared().killAgent();
    return new Stage(AgentOnCluster.shared(), name, steps);
  }

  /** A stage on the cluster that is shared, with the agent that is shared. */
  public static Stage withAgent(String name, String steps) {
    AgentProcess unused = AgentOnCluster.shared().runningAgent();
    return new Stage(AgentOnCluster.shared(), name, steps);
  }

  /** A stage on a cluster of the test's own, whose agent does not run yet. */
  public static Stage on(AgentOnCluster ground, String name, String steps) {
    return new Stage(ground, name, steps);
  }

  /** Waits, with a running agent, until the first version is stable. */
  public Stage withStableVersion() {
    AgentProcess unused = ground.runningAgent();
    service.awaitStable("shop/cart:first");
    return this;
  }

  /** Waits, with a running agent, until the second version is a canary that pauses at 10 %. */
  public Stage withPausedCanary() {
    AgentProcess unused = ground.runningAgent();
    awaitPausedCanary();
    return this;
  }

  /** Waits, with whatever agents there are, until the second version pauses at 10 %. */
  public void awaitPausedCanary() {
    service.awaitStable("shop/cart:first");
    service.update("shop/cart:second");
    service.awaitPhase(RolloutPhase.PAUSED);
    service.awaitWeight(10);
  }

  /** The cluster. */
  public ApiCluster cluster() {
    return ground.cluster();
  }

  /** The pods. */
  public PodPlayer pods() {
    return ground.pods();
  }

  /** The agent's way to the API server. */
  public FaultProxy proxy() {
    return ground.proxy();
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
    return ground.agent();
  }

  /** Whether a request is about this stage's namespace. */
  public boolean concerns(FaultProxy.Request request) {
    return request.path().contains("/namespaces/" + service.namespace() + "/");
  }

  /** The agent's writes about this stage's namespace, in their order. */
  public List<FaultProxy.Write> writes() {
    return ground.proxy().writes().stream()
        .skip(writesBefore)
        .filter(write -> concerns(write.request()))
        .toList();
  }

  /** How many objects of a kind the agent has created, such as {@code replicasets}. */
  public long created(String plural) {
    return writes().stream()
        .filter(write -> write.code() == 201 && write.request().creates(plural))
        .count();
  }

  @Override
  public void close() {
    traffic.close();
    ground.proxy().behave();
    if (ground.cluster().apiServer().alive()) {
      service.delete();
    }
  }
}
