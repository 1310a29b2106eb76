package dev.serin.cluster.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the local cluster cannot do is refused, says so, and is in the documentation. */
class AbsenceTest {
  private static final String POD = "/api/v1/namespaces/shop/pods/cart";

  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture();
    api.client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("cart")
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("cart")
                .withImage("cart")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource(Absence.class)
  void isRefusedWithItsName(Absence absence) throws Exception {
    HttpResponse<String> answer = ask(absence);

    assertEquals(absence == Absence.SERVER_SIDE_APPLY ? 415 : 404, answer.statusCode());
    String message = new ObjectMapper().readTree(answer.body()).path("message").asText();
    assertTrue(message.startsWith(absence.message()), message);
  }

  private HttpResponse<String> ask(Absence absence) throws Exception {
    if (absence == Absence.SERVER_SIDE_APPLY) {
      String path = "/api/v1/namespaces/shop/configmaps/new?fieldManager=test";
      return api.send("PATCH", path, "application/apply-patch+yaml", "a: 1", ApiFixture.TOKEN);
    }
    if (!absence.subresource().isEmpty()) {
      return get(POD + "/" + absence.subresource());
    }
    String group = absence.kind().get(0);
    String plural = absence.kind().get(1);
    return get((group.isEmpty() ? "/api/v1/" : "/apis/" + group + "/v1/") + plural);
  }

  @ParameterizedTest
  @EnumSource(Absence.class)
  void isNotAmongWhatTheApiSaysItHas(Absence absence) throws Exception {
    if (!absence.kind().isEmpty()) {
      String group = absence.kind().get(0);
      String document = get(group.isEmpty() ? "/api/v1" : "/apis/" + group + "/v1").body();
      assertFalse(document.contains("\"" + absence.kind().get(1) + "\""), document);
    }
  }

  @ParameterizedTest
  @EnumSource(Absence.class)
  void isInTheDocumentation(Absence absence) throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "demo.md"));
    assertTrue(guide.contains("| " + absence.title() + " |"), absence.title());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return api.send("GET", path, "application/json", "", ApiFixture.TOKEN);
  }
}
