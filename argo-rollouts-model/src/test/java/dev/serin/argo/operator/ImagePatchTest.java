package dev.serin.argo.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which containers get which image. */
class ImagePatchTest {
  private static final JsonNode POD =
      Serialization.unmarshal(
          "---\n{initContainers: [{name: migrate, image: m:1}],"
              + " containers: [{name: app, image: a:1}, {name: proxy, image: p:1}]}",
          JsonNode.class);

  @Test
  void aContainerIsTestedByNameBeforeItsImageIsReplaced() {
    assertEquals(
        "[{\"op\":\"test\",\"path\":\"/spec/containers/1/name\",\"value\":\"proxy\"},"
            + "{\"op\":\"replace\",\"path\":\"/spec/containers/1/image\",\"value\":\"p:2\"}]",
        ImagePatch.of(POD, "/spec", Map.of("proxy", "p:2")).toString());
  }

  @Test
  void aStarMeansAllContainersButNotThoseOfTheStart() {
    List<String> paths =
        ImagePatch.of(POD, "", Map.of("*", "x:2")).findValuesAsText("path").stream()
            .filter(path -> path.endsWith("image"))
            .toList();
    assertEquals(List.of("/containers/0/image", "/containers/1/image"), paths);
  }

  @Test
  void containersOfTheStartCanBeNamed() {
    assertEquals(
        "/initContainers/0/image",
        ImagePatch.of(POD, "", Map.of("migrate", "m:2")).get(1).get("path").asText());
  }

  @Test
  void anUnknownContainerIsRefusedWithThoseThatThereAre() {
    UnknownContainerException error =
        assertThrows(
            UnknownContainerException.class, () -> ImagePatch.of(POD, "", Map.of("prox", "p:2")));
    assertEquals("no container 'prox'; it has app, proxy, migrate", error.getMessage());
  }
}
