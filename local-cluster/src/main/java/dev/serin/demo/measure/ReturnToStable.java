package dev.serin.demo.measure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a bad canary could do harm, from what the gateway saw.
 *
 * <ol>
 *   <li>Take the requests that the canary of the service answered, or failed to answer, in the
 *       span.
 *   <li>The harm begins with the first of them that failed.
 *   <li>It ends with the last of them, failed or not: from then on all traffic is back on stable.
 * </ol>
 *
 * Invariants: the result does not depend on the order of the observations; it is never negative; it
 * is absent if and only if no request to the canary failed.
 *
 * @param firstBad when the first request to the canary failed, since the start of the demo
 * @param lastCanary when the canary gave its last answer, since the start of the demo
 * @param canary the canary's requests in the whole span
 */
public record ReturnToStable(Duration firstBad, Duration lastCanary, Tally canary) {

  /** Finds it in what the gateway observed. */
  public static Optional<ReturnToStable> in(
      List<Observation> observations, String service, TimeSpan span) {
    List<Observation> canary =
        observations.stream()
            .filter(observation -> observation.service().equals(service))
            .filter(observation -> observation.version() == Version.CANARY)
            .filter(observation -> span.contains(observation.at()))
            .sorted(Comparator.comparing(Observation::at))
            .toList();
    Tally tally = canary.stream().reduce(Tally.NONE, Tally::with, Tally::plus);
    return canary.stream()
        .filter(Observation::failed)
        .findFirst()
        .map(first -> new ReturnToStable(first.at(), canary.get(canary.size() - 1).at(), tally));
  }

  /** Seconds from the first failed request of the canary to its last answer. */
  public double seconds() {
    return lastCanary.minus(firstBad).toNanos() / 1e9;
  }
}
