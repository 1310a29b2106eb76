package dev.serin.cluster.gateway;

import java.util.List;
import java.util.Optional;

/**
 * Chooses among backends so that each gets its share at all times, not only in the long run.
 *
 * <ol>
 *   <li>Keep a point on a circle; its start is random.
 *   <li>For each request move it on by the golden ratio of the circle. The points of such a walk
 *       lie as evenly as a walk's can, for every number of steps, and never repeat, so that they do
 *       not beat with a regular pattern in the requests.
 *   <li>Lay the weights around the circle and take the backend under the point.
 * </ol>
 */
final class WeightedChoice {
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private double point;

  /** A choice that starts at this point of [0, 1). */
  WeightedChoice(double start) {
    this.point = start;
  }

  /** The backend for the next request; nothing when no backend has a weight. */
  Optional<Backend> next(List<Backend> backends) {
    double total = backends.stream().mapToInt(Backend::weight).sum();
    if (total == 0) {
      return Optional.empty();
    }
    point = (point + GOLDEN_RATIO) % 1;
    double rest = point * total;
    Optional<Backend> chosen = Optional.empty();
    for (Backend backend : backends) {
      if (backend.weight() > 0) {
        chosen = Optional.of(backend);
        rest -= backend.weight();
        if (rest < 0) {
          break;
        }
      }
    }
    return chosen;
  }
}
