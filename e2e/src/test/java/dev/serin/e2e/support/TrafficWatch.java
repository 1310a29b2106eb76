package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the traffic of a namespace points at pods that can serve it, all the time.
 *
 * <ol>
 *   <li>Every version of every route, Service and pod is kept with its resource version. These are
 *       the revisions of one etcd, so they order the changes of all kinds, however late a watch is.
 *   <li>{@link #gaps} plays the changes again in that order. At each it holds: every backend with a
 *       weight above 0 is a Service whose selector matches a pod that is ready and not about to go.
 *   <li>Where that does not hold, a gap begins; it ends where it holds again. Its length is the
 *       time between the two as they were seen here.
 * </ol>
 *
 * It starts to count when the traffic is served for the first time.
 */
public final class TrafficWatch implements AutoCloseable {

  private record Change(long version, long nanos, String key, @Nullable HasMetadata object) {}

  /**
   * A time in which a part of the traffic found no pod.
   *
   * @param what the route, the backend and why
   * @param length how long
   */
  public record Gap(String what, Duration length) {}

  private final String namespace;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /** Starts to watch a namespace. */
  public TrafficWatch(ApiCluster cluster, String namespace) {
    this.namespace = namespace;
    KubernetesClient client = cluster.newClient();
    informers.add(
        client.resources(HTTPRoute.class).inNamespace(namespace).inform(recorder("HTTPRoute")));
    informers.add(client.services().inNamespace(namespace).inform(recorder("Service")));
    informers.add(client.pods().inNamespace(namespace).inform(recorder("Pod")));
  }

  private <T extends HasMetadata> ResourceEventHandler<T> recorder(String kind) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        add(kind, object, true);
      }

      @Override
      public void onUpdate(T before, T after) {
        add(kind, after, true);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        add(kind, object, false);
      }
    };
  }

  private synchronized void add(String kind, HasMetadata object, boolean exists) {
    changes.add(
        new Change(
            ApiObjects.version(object),
            System.nanoTime(),
            kind + " " + object.getMetadata().getName(),
            exists ? object : null));
  }

  /** All times in which a part of the traffic found no pod, up to now. */
  public synchronized List<Gap> gaps() {
    List<Change> order = new ArrayList<>(changes);
    order.sort((left, right) -> Long.compare(left.version(), right.version()));
    Map<String, HasMetadata> world = new TreeMap<>();
    Map<String, Long> open = new HashMap<>();
    List<Gap> gaps = new ArrayList<>();
    boolean served = false;
    for (Change change : order) {
      if (change.object() == null) {
        world.remove(change.key());
      } else {
        world.put(change.key(), change.object());
      }
      List<String> unserved = unserved(world);
      served |=
          unserved.isEmpty() && world.keySet().stream().anyMatch(key -> key.startsWith("Pod"));
      if (!served) {
        continue;
      }
      open.entrySet()
          .removeIf(
              gap -> {
                if (unserved.contains(gap.getKey())) {
                  return false;
                }
                gaps.add(gap(gap, change.nanos()));
                return true;
              });
      unserved.forEach(what -> open.putIfAbsent(what, change.nanos()));
    }
    open.entrySet().forEach(gap -> gaps.add(gap(gap, System.nanoTime())));
    return gaps;
  }

  private static Gap gap(Map.Entry<String, Long> begun, long end) {
    return new Gap(begun.getKey(), Duration.ofNanos(Math.max(0, end - begun.getValue())));
  }

  private List<String> unserved(Map<String, HasMetadata> world) {
    List<String> found = new ArrayList<>();
    for (HasMetadata object : world.values()) {
      if (object instanceof HTTPRoute route) {
        route.getSpec().getRules().stream()
            .flatMap(rule -> rule.getBackendRefs().stream())
            .filter(backend -> Objects.requireNonNullElse(backend.getWeight(), 1) > 0)
            .filter(backend -> !served(backend, world))
            .forEach(
                backend ->
                    found.add(
                        "%s: %s of %s has no ready pod"
                            .formatted(
                                namespace, backend.getName(), route.getMetadata().getName())));
      }
    }
    return found;
  }

  private static boolean served(HTTPBackendRef backend, Map<String, HasMetadata> world) {
    if (!(world.get("Service " + backend.getName()) instanceof Service service)) {
      return false;
    }
    Map<String, String> selector = service.getSpec().getSelector();
    return world.values().stream()
        .filter(Pod.class::isInstance)
        .map(Pod.class::cast)
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
        .anyMatch(TrafficWatch::ready);
  }

  private static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  /** Fails unless all traffic found a pod all the time. */
  public void assertNoGap() {
    assertNoGapOver(Duration.ZERO);
  }

  /**
   * Fails when a part of the traffic found no pod for longer than this, which is what a fault that
   * takes pods away by force costs at least.
   */
  public void assertNoGapOver(Duration longest) {
    List<Gap> tooLong =
        gaps().stream()
            .filter(gap -> longest.isZero() || gap.length().compareTo(longest) > 0)
            .toList();
    if (!tooLong.isEmpty()) {
      throw new AssertionError("traffic found no pod: " + tooLong);
    }
  }

  /**
   * The longest time in which the canary's weight was not this, after it was so for the first time
   * and until it was so for the last time.
   */
  public synchronized Duration longestDeviation(int weight) {
    long longest = 0;
    long since = -1;
    boolean begun = false;
    for (Change change : changes) {
      if (change.object() instanceof HTTPRoute route) {
        boolean is = SampleService.canaryWeight(route) == weight;
        begun |= is;
        if (is && since >= 0) {
          longest = Math.max(longest, change.nanos() - since);
          since = -1;
        } else if (!is && begun && since < 0) {
          since = change.nanos();
        }
      }
    }
    return Duration.ofNanos(longest);
  }

  /** Waits until the canary's weights have been these, one after the other, and no others. */
  public void awaitCanaryWeights(List<Integer> wanted) {
    try {
      Await.until(
          "weights " + wanted,
          Duration.ofSeconds(20),
          () -> canaryWeights(SampleService.NAME).equals(wanted));
    } catch (AssertionError others) {
      throw new AssertionError(
          others.getMessage() + " but " + canaryWeights(SampleService.NAME), others);
    }
  }

  /** The canary's weights of a route one after the other, repetitions left out. */
  public synchronized List<Integer> canaryWeights(String route) {
    List<Integer> weights = new ArrayList<>();
    changes.stream()
        .filter(change -> change.key().equals("HTTPRoute " + route))
        .sorted((left, right) -> Long.compare(left.version(), right.version()))
        .map(Change::object)
        .filter(HTTPRoute.class::isInstance)
        .map(HTTPRoute.class::cast)
        .map(SampleService::canaryWeight)
        .forEach(
            weight -> {
              if (weights.isEmpty() || !weights.get(weights.size() - 1).equals(weight)) {
                weights.add(weight);
              }
            });
    return weights;
  }

  @Override
  public void close() {
    for (SharedIndexInformer<?> informer : informers) {
      informer.close();
    }
  }
}
