package dev.serin.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyFieldOfARolloutSurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"cart","namespace":"shop"},
         "spec":{"replicas":3,"future":{"a":[],"b":{},"c":1},"restartAt":"2026-11-23T10:00:00Z",
          "selector":{"matchLabels":{"app":"cart"}},
          "template":{"metadata":{"labels":{"app":"cart"}},"spec":{"newThing":true,"containers":[{"name":"cart","image":"cart:1"}]}},
          "strategy":{"canary":{"maxSurge":"25%","maxUnavailable":0,"steps":[{"setWeight":10},{"pause":{}},{"pause":{"duration":"5m","x":1}},{"brandNew":{"y":2}}],
            "trafficRouting":{"istio":{"virtualService":{"name":"v"}},"plugins":{"argoproj-labs/gatewayAPI":{"httpRoute":"cart","namespace":"shop"}}},
            "analysis":{"templates":[{"templateName":"cart"}],"args":[{"name":"h","valueFrom":{"podTemplateHashValue":"Stable"}}]}}}},
         "status":{"observedGeneration":"4","HPAReplicas":3,"abort":false,"phase":"Healthy","alb":{"z":1},
          "pauseConditions":[{"reason":"CanaryPauseStep","startTime":"2026-11-23T10:00:00Z"}],
          "canary":{"weights":{"canary":{"weight":0,"serviceName":"c"},"stable":{"weight":100},"verified":true}}}}
        """);
  }

  private void assertSurvives(String text) throws Exception {
    JsonNode before = json.readTree(text);
    Rollout rollout = serialization.unmarshal(text, Rollout.class);
    assertEquals(before, json.readTree(serialization.asJson(rollout)));
  }
}
