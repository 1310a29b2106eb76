package dev.serin.agent.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.SerinNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteMarksTest {

  @Test
  void aRouteGetsTheServicesOfItsFirstRollout() throws Exception {
    assertEquals("cart-canary,cart-stable", marked("{\"metadata\":{\"name\":\"shop\"}}"));
  }

  @Test
  void theServicesOfOtherRolloutsStay() throws Exception {
    assertEquals(
        "a-canary,a-stable,cart-canary,cart-stable",
        marked(
            "{\"metadata\":{\"annotations\":{\"serin.dev/managed-backends\":\"a-canary,a-stable,cart-stable\"}}}"));
  }

  private static String marked(String route) throws Exception {
    JsonNode tree = new ObjectMapper().readTree(route);
    RouteMarks.addBackends(tree, List.of("cart-stable", "cart-canary"));
    return tree.path("metadata").path("annotations").path(SerinNames.MANAGED_BACKENDS).asText();
  }
}
