package dev.serin.rollout.traffic;

import java.util.List;
import java.util.Optional;

/** The objects that route traffic, as they were seen. */
public interface RouteObjects {

  /** The object, if there is one. */
  Optional<SeenRoute> get(RouteReference reference);

  /** The objects that a selector selects, by name. */
  List<SeenRoute> matching(RouteSelector selector);
}
