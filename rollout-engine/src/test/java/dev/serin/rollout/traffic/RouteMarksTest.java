package dev.serin.rollout.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteMarksTest {

  @Test
  void namesTheServicesAndTheRulesThatStepsHaveAdded() throws Exception {
    ObjectNode route =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"metadata": {"annotations": {
                       "serin.dev/managed-backends": "a-canary,a-stable",
                       "serin.dev/managed-rules": "beta-1,gone,of-another"}},
                     "spec": {"rules": [{"name": "beta"}, {"name": "people's"}, {"name": "beta-2"}, {}]}}
                    """);
    RouteMarks.put(
        route,
        TrafficGoal.allStable(
            new TrafficGoal.Destination("cart-stable", "s"),
            new TrafficGoal.Destination("cart-canary", "c")),
        List.of("beta", "gone"));
    assertEquals(
        "{\"serin.dev/managed-backends\":\"a-canary,a-stable,cart-canary,cart-stable\","
            + "\"serin.dev/managed-rules\":\"beta,beta-2,of-another\"}",
        route.at("/metadata/annotations").toString());
  }
}
