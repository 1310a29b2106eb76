package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Two agents that wait for one lease, each with a way of its own to the API server, on which every
 * write about rollouts is noted with its time.
 */
public final class Pair implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LEAST_APART = Duration.ofMillis(1_400).toNanos();
  private static final String LEASE = "serin-deploy-agent";

  /**
   * A write that has come by.
   *
   * @param at when, by {@link System#nanoTime}
   * @param what method and path
   */
  public record Write(long at, String what) {}

  /** One of the two. */
  public static final class Agent {
    private final String name;
    private final AgentProcess process;
    private final FaultProxy proxy;
    private final List<Write> writes = new CopyOnWriteArrayList<>();

    private Agent(String name, Stage stage, Map<String, String> environment, boolean direct) {
      this.name = name;
      this.proxy = new FaultProxy(stage.cluster());
      proxy.rule(
          request -> {
            if (request.writes() && !request.path().contains("/leases")) {
              writes.add(new Write(System.nanoTime(), request.method() + " " + request.path()));
            }
            return null;
          });
      this.process =
          AgentProcess.begin(
              direct ? stage.cluster().kubeconfig() : proxy.kubeconfig(), environment);
    }

    /** What the lease calls it. */
    public String name() {
      return name;
    }

    /** Its process. */
    public AgentProcess process() {
      return process;
    }

    /** Its way to the API server. */
    public FaultProxy proxy() {
      return proxy;
    }

    /** What it has written about rollouts so far. */
    public List<Write> writes() {
      return List.copyOf(writes);
    }

    /** Waits until it has written more about rollouts. */
    public void awaitMoreWrites(int more) {
      int before = writes.size();
      Await.until(more + " more writes of " + name, PATIENCE, () -> writes.size() >= before + more);
    }

    /** Whether it says that it is the leader. */
    public boolean leads() {
      return process.metrics().lines().anyMatch("serin_agent_leader 1.0"::equals);
    }
  }

  private final Resource<Lease> lease;
  private final List<Agent> agents;

  private Pair(Stage stage, Map<String, String> more, boolean direct) {
    String namespace = stage.service().namespace();
    this.lease = stage.cluster().client().leases().inNamespace(namespace).withName(LEASE);
    this.agents =
        List.of(
            new Agent("agent-a", stage, environment("agent-a", namespace, more), direct),
            new Agent("agent-b", stage, environment("agent-b", namespace, more), direct));
  }

  private static Map<String, String> environment(
      String name, String namespace, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("HOSTNAME", name);
    all.put("SERIN_AGENT_NAMESPACES", namespace);
    all.put("SERIN_AGENT_LEADER_ELECTION", "true");
    all.put("SERIN_AGENT_LEASE_NAMESPACE", namespace);
    return all;
  }

  /** Starts two agents; returns when both are ready and one leads. */
  public static Pair start(Stage stage) {
    return start(stage, Map.of());
  }

  /**
   * Starts two agents; returns when both are ready and one leads.
   *
   * @param environment variables of their configuration
   */
  public static Pair start(Stage stage, Map<String, String> environment) {
    return new Pair(stage, environment, false).ready();
  }

  /** The same, without the ways of their own: nothing of what they write is noted. */
  public static Pair startDirect(Stage stage) {
    return new Pair(stage, Map.of(), true).ready();
  }

  private Pair ready() {
    agents.forEach(agent -> agent.process.awaitReady());
    Agent unused = awaitLeader();
    return this;
  }

  /** Both. */
  public List<Agent> agents() {
    return agents;
  }

  /** The other one. */
  public Agent other(Agent agent) {
    return agents.get(agent.equals(agents.get(0)) ? 1 : 0);
  }

  /** The name of the lease's holder; empty when there is none. */
  public String holder() {
    Lease now = lease.get();
    String identity = now == null ? null : now.getSpec().getHolderIdentity();
    return Objects.requireNonNullElse(identity, "").replaceAll("_.*", "");
  }

  /** Waits until the lease's holder says that it leads. */
  public Agent awaitLeader() {
    return Await.value(
        "leader",
        PATIENCE,
        () -> {
          String holder = holder();
          return agents.stream()
              .filter(agent -> agent.name.equals(holder) && agent.process.process().alive())
              .filter(Agent::leads)
              .findFirst();
        });
  }

  /** Deletes the lease, as somebody with kubectl might. */
  public void deleteLease() {
    var unused = lease.delete();
  }

  /**
   * Fails when one agent has written too soon after the other one. Who takes over a lease that was
   * not released begins at least the shortest write and the margin after the last write was begun:
   * 1.5 s with a lease of 4 s.
   */
  public void assertWritesAreApart() {
    record Written(Agent by, Write write) {}
    List<Written> all =
        agents.stream()
            .flatMap(agent -> agent.writes().stream().map(write -> new Written(agent, write)))
            .sorted(Comparator.comparingLong(written -> written.write().at()))
            .toList();
    for (int index = 1; index < all.size(); index++) {
      Written before = all.get(index - 1);
      Written after = all.get(index);
      long apart = after.write().at() - before.write().at();
      if (!before.by().equals(after.by()) && apart < LEAST_APART) {
        throw new AssertionError(
            "%s: %s, and only %d ms later %s: %s"
                .formatted(
                    before.by().name(),
                    before.write().what(),
                    apart / 1_000_000,
                    after.by().name(),
                    after.write().what()));
      }
    }
  }

  @Override
  public void close() {
    for (Agent agent : agents) {
      agent.process.close();
      agent.proxy.close();
    }
  }
}
