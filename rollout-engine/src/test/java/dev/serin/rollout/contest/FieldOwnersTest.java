package dev.serin.rollout.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldOwnersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Rollout CART =
      Cart.canary(
          """
          {stableService: cart-stable, canaryService: cart-canary, steps: [{setWeight: 10}],
           trafficRouting: {plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}}}}
          """);

  private static SeenRoute route(int weight, String owner) {
    String text =
        """
        {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
         "metadata": {"name": "cart", "namespace": "shop", "managedFields": [
           {"manager": "kubectl", "operation": "Update", "fieldsV1": {"f:metadata": {"f:labels": {}}}},
           {"manager": "gateway", "operation": "Update", "subresource": "status",
            "fieldsV1": {"f:status": {}}},
           {"manager": "OWNER", "operation": "Apply",
            "fieldsV1": {"f:spec": {"f:parentRefs": {}, "f:rules": {}}}}]},
         "spec": {"rules": [{"backendRefs": [
           {"name": "cart-stable", "port": 80, "weight": STABLE},
           {"name": "cart-canary", "port": 80, "weight": CANARY}]}]}}
        """
            .replace("OWNER", owner)
            .replace("STABLE", Integer.toString(100 - weight))
            .replace("CANARY", Integer.toString(weight));
    try {
      JsonNode object = new ObjectMapper().readTree(text);
      FieldOwners.trim((ObjectNode) object.get("metadata"), "HTTPRoute");
      return new SeenRoute(
          new RouteReference("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "cart"),
          object,
          NOW);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void weightsThatSomebodyElseHasChangedAreAForeignWrite() {
    assertEquals(
        Optional.of(new ForeignWrite("HTTPRoute cart", "gitops", NOW)),
        FieldOwners.between(CART, route(10, FieldOwners.OWN), route(0, "gitops"), NOW));
  }

  @Test
  void ownChangesAndChangesOfOtherThingsAreNot() {
    assertEquals(
        Optional.empty(),
        FieldOwners.between(CART, route(0, "gitops"), route(10, FieldOwners.OWN), NOW));
    assertEquals(
        Optional.empty(), FieldOwners.between(CART, route(10, "other"), route(10, "gitops"), NOW));
  }

  @Test
  void onlyTheOwnersOfTheRulesAreKept() {
    JsonNode kept = route(0, "gitops").object().path("metadata").path("managedFields");
    assertEquals(1, kept.size());
    assertEquals("gitops", kept.get(0).path("manager").asText());
    assertEquals(Optional.of("gitops"), FieldOwners.foreign(route(0, "gitops")));
    assertEquals(Optional.empty(), FieldOwners.foreign(route(0, FieldOwners.OWN)));
  }
}
