package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the parents of a Gateway API route (Gateways, or Services for a mesh) say of it.
 *
 * <p>Algorithm: every parent that reports has to say Accepted and ResolvedRefs for the route's
 * present generation. One that has not looked at it yet makes it "not yet", one that refuses it
 * "no". A route that no parent has ever reported on is taken as accepted: nobody can be asked, as
 * in a cluster without a gateway controller, or with one that reports nothing.
 */
final class RouteParents {
  private static final List<String> NEEDED = List.of("Accepted", "ResolvedRefs");

  private RouteParents() {}

  static Confirmation accepted(SeenRoute route) {
    long generation = route.object().path("metadata").path("generation").asLong();
    Confirmation all = Confirmation.CONFIRMED;
    for (ObjectNode parent : Trees.objects(route.object().path("status").path("parents"))) {
      for (String type : NEEDED) {
        all = all.and(accepted(route.reference(), generation, parent, type));
      }
    }
    return all;
  }

  private static Confirmation accepted(
      RouteReference route, long generation, ObjectNode parent, String type) {
    JsonNode reference = parent.path("parentRef");
    String who = reference.path("kind").asText("Gateway") + " " + Trees.text(reference, "name");
    Optional<ObjectNode> condition =
        Trees.objects(parent.path("conditions")).stream()
            .filter(one -> type.equals(Trees.text(one, "type")))
            .findFirst();
    if (condition.isEmpty()) {
      return Confirmation.notYet(who + " does not say " + type + " of " + route + " yet");
    }
    ObjectNode said = condition.get();
    if (said.path("observedGeneration").asLong(generation) < generation) {
      return Confirmation.notYet(
          who + " has not looked at generation " + generation + " of " + route);
    }
    if (!"True".equals(Trees.text(said, "status"))) {
      return Confirmation.refused(
          "%s says %s=%s of %s: %s (%s)"
              .formatted(
                  who,
                  type,
                  Trees.text(said, "status"),
                  route,
                  Trees.text(said, "message"),
                  Trees.text(said, "reason")));
    }
    return Confirmation.CONFIRMED;
  }
}
