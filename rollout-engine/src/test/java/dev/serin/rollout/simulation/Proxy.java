package dev.serin.rollout.simulation;

import dev.serin.rollout.ServiceEndpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A proxy that learns of weights and of endpoints late, and of each at its own time, but never
 * later than changes take to settle.
 */
final class Proxy {
  private final Duration routesLag;
  private final Duration endpointsLag;
  private final Deque<Seen<Integer>> weights = new ArrayDeque<>();
  private final Deque<Seen<Map<String, ServiceEndpoints>>> endpoints = new ArrayDeque<>();

  private record Seen<T>(Instant at, T what) {}

  Proxy(Duration routesLag, Duration endpointsLag) {
    this.routesLag = routesLag;
    this.endpointsLag = endpointsLag;
  }

  /** The cluster as it is now; the proxy will know when its time comes. */
  void tell(SimulatedCluster cluster, Map<String, ServiceEndpoints> known) {
    weights.addLast(new Seen<>(cluster.now(), cluster.canaryWeight()));
    endpoints.addLast(new Seen<>(cluster.now(), known));
    forget(weights, cluster.now().minus(routesLag));
    forget(endpoints, cluster.now().minus(endpointsLag));
  }

  private static <T> void forget(Deque<Seen<T>> history, Instant time) {
    while (history.size() > 1) {
      Seen<T> oldest = history.removeFirst();
      if (history.getFirst().at().isAfter(time)) {
        history.addFirst(oldest);
        return;
      }
    }
  }

  /** What a request would be lost by; empty when every request is answered. */
  Optional<String> loss(SimulatedCluster cluster) {
    int weight = weights.getFirst().what();
    Optional<String> canary = weight > 0 ? loss("cart-canary", cluster) : Optional.<String>empty();
    Optional<String> stable =
        weight < 100 ? loss("cart-stable", cluster) : Optional.<String>empty();
    return canary.or(() -> stable);
  }

  private Optional<String> loss(String service, SimulatedCluster cluster) {
    Map<String, Integer> known =
        Objects.requireNonNull(endpoints.getFirst().what().get(service)).ready();
    boolean answers =
        known.keySet().stream().anyMatch(version -> cluster.available("cart-" + version) > 0);
    return answers
        ? Optional.empty()
        : Optional.of(
            "weight %d, %s is %s for the proxy, and has no pods"
                .formatted(weights.getFirst().what(), service, known));
  }
}
