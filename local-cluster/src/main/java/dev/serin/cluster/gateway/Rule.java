package dev.serin.cluster.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way to match one rule of one HTTPRoute.
 *
 * @param route {@code namespace/name} of the HTTPRoute
 * @param id names the rule of the route; the same for all of its matches
 * @param match which requests it is for
 * @param backends where they go
 * @param timeout until the first byte of the answer, when the route says
 */
record Rule(
    String route,
    String id,
    RequestMatch match,
    List<Backend> backends,
    Optional<Duration> timeout) {
  Rule {
    backends = List.copyOf(backends);
  }
}
