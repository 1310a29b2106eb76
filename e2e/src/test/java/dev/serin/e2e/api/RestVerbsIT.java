package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess.Answer;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every verb that an operator has, over the agent's REST API. */
@ApiTest
class RestVerbsIT {

  @Test
  void everyVerbWorks() {
    try (Stage stage = Stage.withAgent("rest", Stage.WAITS).withStableVersion()) {
      SampleService service = stage.service();
      asked(stage, "set-image", "{\"images\": {\"cart\": \"shop/cart:second\"}}", "images set");
      service.await("paused at its step", RestVerbsIT::pausedAtStep);
      assertEquals("Paused", state(stage).path("phase").asText());

      asked(stage, "abort", "", "asked to go back to the stable version");
      service.awaitPhase(RolloutPhase.DEGRADED);
      service.awaitWeight(0);
      assertEquals("Degraded", state(stage).path("phase").asText());
      assertTrue(state(stage).path("ended").asBoolean());

      asked(stage, "retry", "", "asked to try the new version again");
      service.await("paused at its step", RestVerbsIT::pausedAtStep);
      asked(stage, "promote", "", "promoted past the pause of step 2 of 3");
      service.awaitStable("shop/cart:second");

      asked(stage, "undo", "{\"toRevision\": 1}", "asked to go back to revision 1");
      service.await("paused at its step", RestVerbsIT::pausedAtStep);
      asked(
          stage,
          "promote",
          "{\"extent\": \"full\"}",
          "promoted fully, past all steps, pauses and analyses");
      service.awaitStable("shop/cart:first");

      asked(stage, "pause", "{}", "paused; 'promote' lets it go on");
      service.awaitPhase(RolloutPhase.PAUSED);
      asked(stage, "promote", "{}", "goes on, no longer paused");
      service.awaitPhase(RolloutPhase.HEALTHY);

      service.update("shop/cart:third");
      service.await("paused at its step", RestVerbsIT::pausedAtStep);
      asked(stage, "promote", "{\"extent\": \"skip-all-steps\"}", "skipped all steps");
      service.awaitStable("shop/cart:third");

      assertEquals(200, ask(stage, "restart", "{}").status());
      service.await("restarted", status -> status.restartedAt() != null);
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedAndChangesNothing() {
    try (Stage stage = Stage.withAgent("rest-bad", Stage.WAITS).withStableVersion()) {
      String version = stage.service().rollout().get().getMetadata().getResourceVersion();
      problem(ask(stage, "retry", ""), 409, "'cart' is not aborted, so there is nothing to retry");
      problem(ask(stage, "promote", "{\"extent\": \"far\"}"), 400, "'extent' must be next");
      problem(ask(stage, "abort", "{\"force\": true}"), 400, "'force' is not known here");
      problem(ask(stage, "undo", "{\"toRevision\": 9}"), 409, "no revision 9 is kept");
      problem(
          ask(stage, "set-image", "{\"images\": {\"app\": \"x:1\"}}"),
          409,
          "no container 'app'; it has cart");
      problem(
          stage.agent().post("/api/v1/rollouts/nowhere/cart/abort", "", Map.of()),
          404,
          "no Rollout 'cart' in namespace 'nowhere'");
      problem(
          stage.agent().post(path(stage, "abort"), "", Map.of("Origin", "http://evil.example")),
          403,
          "does not answer web pages");
      assertEquals(version, stage.service().rollout().get().getMetadata().getResourceVersion());
    }
  }

  private static void problem(Answer answer, int status, String detail) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals(status, answer.json().path("status").asInt());
    assertTrue(answer.json().path("detail").asText().contains(detail), answer::toString);
  }

  private static void asked(Stage stage, String verb, String body, String words) {
    Answer answer = ask(stage, verb, body);
    assertEquals(200, answer.status(), answer::toString);
    assertEquals(words, answer.json().path("asked").path(0).asText());
  }

  private static Answer ask(Stage stage, String verb, String body) {
    return stage.agent().post(path(stage, verb), body, Map.of());
  }

  private static String path(Stage stage, String verb) {
    return "/api/v1/rollouts/" + stage.service().namespace() + "/cart/" + verb;
  }

  private static JsonNode state(Stage stage) {
    return stage.agent().json(path(stage, "status"));
  }

  private static boolean pausedAtStep(RolloutStatus status) {
    return status.phase() == RolloutPhase.PAUSED
        && !status.pauseConditions().isEmpty()
        && Objects.equals(status.currentStepIndex(), 1);
  }
}
