package dev.serin.rollout.traffic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Route objects in memory, that do not change.
 *
 * @param all by name
 */
public record SeenRoutes(Map<RouteReference, SeenRoute> all) implements RouteObjects {

  /** None. */
  public static final SeenRoutes NONE = new SeenRoutes(Map.of());

  /** Copies the map. */
  public SeenRoutes {
    all = Map.copyOf(all);
  }

  /** Some objects. */
  public static SeenRoutes of(Collection<SeenRoute> routes) {
    Map<RouteReference, SeenRoute> all = new LinkedHashMap<>();
    routes.forEach(route -> all.put(route.reference(), route));
    return new SeenRoutes(all);
  }

  @Override
  public Optional<SeenRoute> get(RouteReference reference) {
    return Optional.ofNullable(all.get(reference));
  }

  @Override
  public List<SeenRoute> matching(RouteSelector selector) {
    return all.values().stream()
        .filter(selector::selects)
        .sorted((one, other) -> one.reference().name().compareTo(other.reference().name()))
        .toList();
  }
}
