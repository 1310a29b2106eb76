package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way of splitting traffic, as one Rollout has set it up: which objects it uses, what stands in
 * them, and what should. Pure, and equal to another one with the same settings. None of its methods
 * fails, whatever the objects look like.
 */
public interface TrafficRouter {

  /** Its field of {@code spec.strategy.canary.trafficRouting}, for messages. */
  String name();

  /** The objects that it reads or writes, its own included; those of selectors as they are seen. */
  List<RouteReference> references(RouteObjects objects);

  /** The selectors by which it finds objects. */
  default List<RouteSelector> selectors() {
    return List.of();
  }

  /**
   * What is wrong with the objects that it is told to use, one sentence each, with how to mend it.
   *
   * @param objects what was seen
   * @param goal its Services and kinds of managed routes; the weights do not matter
   */
  List<String> problems(RouteObjects objects, TrafficGoal goal);

  /**
   * The canary's share as the objects have it now, in parts of the goal's maxWeight, rounded up;
   * where routes differ, the greatest. Empty when no route sends anything to either side.
   *
   * @param goal its Services and maxWeight; the rest does not matter
   */
  OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal);

  /**
   * The version that the canary's share goes to, if this router itself tells versions by labels
   * (Istio's subsets); empty text when the label is not set yet. Empty when Services do that.
   */
  default Optional<String> canaryHash(RouteObjects objects) {
    return Optional.empty();
  }

  /** The same for the stable version. */
  default Optional<String> stableHash(RouteObjects objects) {
    return Optional.empty();
  }

  /**
   * Whether routes that steps have added are there: then the canary may get requests whatever its
   * weight is.
   *
   * @param goal its Services; the rest does not matter
   */
  default boolean hasManagedRoutes(RouteObjects objects, TrafficGoal goal) {
    return false;
  }

  /**
   * Whether two Rollouts that use the object would overwrite each other's changes. Not so for
   * objects where each Rollout changes only what names its own Services.
   */
  default boolean exclusive(RouteReference reference) {
    return true;
  }

  /**
   * What an object shall be: the one that is there with the fewest changes (itself, when all is
   * well), a new one, or none. Applied to its own result it changes nothing.
   *
   * @param reference one of {@link #references}
   * @param objects what there is; read anew when somebody else writes at the same time
   * @param goal what the traffic shall be
   */
  Optional<JsonNode> wanted(RouteReference reference, RouteObjects objects, TrafficGoal goal);

  /**
   * Whether whoever carries out an object has accepted it as it is. Not whether it is as wanted,
   * and not whether it has had time to settle.
   */
  default Confirmation accepted(SeenRoute route) {
    return Confirmation.CONFIRMED;
  }

  /** Whether anybody says whether the object is accepted. */
  default boolean reported(SeenRoute route) {
    return false;
  }
}
