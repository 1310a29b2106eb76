package dev.serin.demo.place.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentManifestsTest {
  private static final String IMAGE = "registry.example/agent@sha256:1";

  @Test
  void nothingReachesBeyondTheNamespace() throws Exception {
    List<HasMetadata> manifests = manifests();

    assertTrue(manifests.stream().anyMatch(each -> each.getKind().equals("RoleBinding")));
    for (HasMetadata each : manifests) {
      assertEquals("trial", each.getMetadata().getNamespace(), each.toString());
      assertFalse(each.getKind().startsWith("Cluster"), each.toString());
      JsonNode json = json(each);
      assertFalse(json.path("roleRef").path("kind").asText().equals("ClusterRole"), json::toString);
      json.path("subjects")
          .forEach(subject -> assertEquals("trial", subject.path("namespace").asText()));
    }
  }

  @Test
  void theAgentLooksAtItsNamespaceAndKeepsNothing() throws Exception {
    JsonNode deployment =
        json(
            manifests().stream()
                .filter(each -> each.getKind().equals("Deployment"))
                .findFirst()
                .orElseThrow());
    JsonNode pod = deployment.at("/spec/template/spec");

    assertEquals(IMAGE, pod.at("/containers/0/image").asText());
    assertTrue(pod.at("/containers/0/env").toString().contains("SERIN_AGENT_NAMESPACES"));
    assertFalse(pod.path("volumes").toString().contains("persistentVolumeClaim"), pod::toString);
    assertTrue(pod.path("volumes").size() >= 2, pod::toString);
    assertEquals(
        Objects.AGENT,
        deployment.at("/spec/template/metadata/labels").path("app.kubernetes.io/name").asText());
  }

  private static List<HasMetadata> manifests() throws Exception {
    return new AgentManifests(Path.of(".."), "trial").with(IMAGE);
  }

  private static JsonNode json(HasMetadata object) throws Exception {
    return new ObjectMapper().readTree(Serialization.asJson(object));
  }
}
