package dev.serin.cli.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.problem.UserError;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which containers get which image. */
class ImagesTest {
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
        Images.patch(POD, "/spec", Map.of("proxy", "p:2")).toString());
  }

  @Test
  void aStarMeansAllContainersButNotThoseOfTheStart() {
    List<String> paths =
        Images.patch(POD, "", Map.of("*", "x:2")).findValuesAsText("path").stream()
            .filter(path -> path.endsWith("image"))
            .toList();
    assertEquals(List.of("/containers/0/image", "/containers/1/image"), paths);
  }

  @Test
  void containersOfTheStartCanBeNamed() {
    assertEquals(
        "/initContainers/0/image",
        Images.patch(POD, "", Map.of("migrate", "m:2")).get(1).get("path").asText());
  }

  @Test
  void anUnknownContainerIsRefusedWithAGuess() {
    UserError error =
        assertThrows(UserError.class, () -> Images.patch(POD, "", Map.of("prox", "p:2")));
    assertEquals(
        "no container 'prox'; did you mean 'proxy'?; it has app, proxy, migrate",
        error.getMessage());
  }

  @Test
  void allBadArgumentsAreNamedAtOnce() {
    UserError error =
        assertThrows(
            UserError.class, () -> Images.parse(List.of("app", "=x", "app=a:1", "app=a:2")));
    assertEquals(
        "'app' is not CONTAINER=IMAGE; '=x' is not CONTAINER=IMAGE; container 'app' is named twice",
        error.getMessage());
  }
}
