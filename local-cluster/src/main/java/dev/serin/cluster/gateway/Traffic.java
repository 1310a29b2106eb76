package dev.serin.cluster.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which pods requests go to, and how many are under way to each. Everything here runs on the
 * gateway's event loop.
 */
final class Traffic {
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<String, List<Runnable>> waiting = new HashMap<>();
  private final Set<String> drained = new HashSet<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private int total;

  /** The next endpoint of a Service in turn, rather another one than the one that failed. */
  Optional<Endpoint> choose(Backend backend, Optional<Endpoint> failed) {
    List<Endpoint> open =
        backend.endpoints().stream().filter(endpoint -> !drained.contains(endpoint.ip())).toList();
    List<Endpoint> others =
        open.stream().filter(endpoint -> !failed.equals(Optional.of(endpoint))).toList();
    List<Endpoint> candidates = others.isEmpty() ? open : others;
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    int turn = turns.merge(backend.service(), 1, (before, one) -> (before + one) & 0xffff);
    return Optional.of(candidates.get(turn % candidates.size()));
  }

  /** A request goes to this pod. */
  void began(Endpoint endpoint) {
    total++;
    underWay.merge(endpoint.ip(), 1, Integer::sum);
  }

  /** A request to this pod is over. */
  void ended(Endpoint endpoint) {
    total--;
    if (underWay.merge(endpoint.ip(), -1, Integer::sum) == 0) {
      underWay.remove(endpoint.ip());
      Optional.ofNullable(waiting.remove(endpoint.ip()))
          .ifPresent(listeners -> listeners.forEach(Runnable::run));
    }
  }

  /** How many requests are under way to pods. */
  int underWay() {
    return total;
  }

  /** Sends no more to this pod; runs the listener when nothing is under way to it any more. */
  void drain(String podIp, Runnable empty) {
    drained.add(podIp);
    if (underWay.containsKey(podIp)) {
      waiting.computeIfAbsent(podIp, ip -> new ArrayList<>()).add(empty);
    } else {
      empty.run();
    }
  }

  /** Forgets what it knows of pods and Services that are gone. */
  void forget(Predicate<String> podIpExists, Predicate<String> serviceExists) {
    drained.removeIf(podIpExists.negate());
    turns.keySet().removeIf(serviceExists.negate());
  }
}
