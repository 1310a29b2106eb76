package dev.serin.demo.deploy;

import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Knows the newest state of a namespace's Rollouts and of the weights of its HTTPRoutes. */
public final class RolloutWatch implements AutoCloseable {
  private static final int WHOLE = 100;

  private final Map<String, Rollout> rollouts = new ConcurrentHashMap<>();
  private final Map<String, Integer> weights = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Rollout> rolloutInformer;
  private final SharedIndexInformer<HTTPRoute> routeInformer;
  private final WeightListener listener;

  /** Is told when the gateway is told to split the requests otherwise. */
  @FunctionalInterface
  public interface WeightListener {
    /** The canary's new share of the requests, in percent. */
    void weightChanged(String service, int before, int now);
  }

  /** Watches from now on. */
  public RolloutWatch(KubernetesClient client, String namespace, WeightListener listener) {
    this.listener = listener;
    this.rolloutInformer =
        client
            .resources(Rollout.class)
            .inNamespace(namespace)
            .inform(new Latest<>(this::rolloutChanged));
    this.routeInformer =
        client
            .resources(HTTPRoute.class)
            .inNamespace(namespace)
            .inform(new Latest<>(this::routeChanged));
  }

  /** Hands on every object that is new or has changed. */
  private record Latest<T extends HasMetadata>(Consumer<T> consumer)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      consumer.accept(added);
    }

    @Override
    public void onUpdate(T before, T now) {
      consumer.accept(now);
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
      // The demo deletes nothing before its end.
    }
  }

  private void rolloutChanged(Rollout rollout) {
    rollouts.put(rollout.getMetadata().getName(), rollout);
    synchronized (this) {
      notifyAll();
    }
  }

  private void routeChanged(HTTPRoute route) {
    String service = route.getMetadata().getName();
    int now = canaryWeight(route);
    Integer before = weights.get(service);
    if (before != null && before != now) {
      listener.weightChanged(service, before, now);
    }
    // Only now, so that whoever waits for a weight goes on after it has been told.
    weights.put(service, now);
    synchronized (this) {
      notifyAll();
    }
  }

  /** The canary's share of the requests that an HTTPRoute asks for, in percent. */
  static int canaryWeight(HTTPRoute route) {
    int canary = 0;
    int all = 0;
    for (HTTPBackendRef backend : route.getSpec().getRules().get(0).getBackendRefs()) {
      int weight = backend.getWeight() == null ? 1 : backend.getWeight();
      all += weight;
      if (backend.getName().endsWith("-canary")) {
        canary += weight;
      }
    }
    return all == 0 ? 0 : canary * WHOLE / all;
  }

  /** The newest state of a service's Rollout. */
  public Optional<Rollout> rollout(String service) {
    return Optional.ofNullable(rollouts.get(service));
  }

  /** The canary's share of a service's requests, in percent. */
  public int weight(String service) {
    return weights.getOrDefault(service, 0);
  }

  /**
   * Waits until something holds for one of the services, or time is up.
   *
   * @return whether it holds
   */
  public synchronized boolean awaitAny(
      Collection<String> services, Predicate<String> condition, Duration atMost)
      throws InterruptedException {
    long giveUp = System.nanoTime() + atMost.toNanos();
    while (services.stream().noneMatch(condition)) {
      long left = (giveUp - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public void close() {
    rolloutInformer.close();
    routeInformer.close();
  }
}
