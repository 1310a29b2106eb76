package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Pair;
import dev.serin.e2e.support.PostgresServer;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happened to a rollout is in the database, once, whatever happens to agent and database. */
@ApiTest
class HistoryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final List<String> TO_THE_END =
      List.of(
          "r2 began",
          "r2 step 0",
          "r2 weight 10 at step 0",
          "r2 step 1",
          "r2 paused",
          "r2 step 2",
          "r2 weight 50 at step 2",
          "r2 promoted");

  /** The story as the agent tells it, the oldest first, without what depends on luck. */
  private static List<String> story(AgentProcess agent, Stage stage) {
    JsonNode page =
        agent.json("/api/v1/rollouts/" + stage.service().namespace() + "/cart/history?limit=500");
    List<String> story = new ArrayList<>();
    for (JsonNode row : page.path("items")) {
      String kind = row.path("kind").asText();
      String step = row.has("step") ? row.path("step").asText() : "";
      String text =
          switch (kind) {
            case "step" -> "step " + step;
            case "weight" -> "weight " + row.path("weight").asText() + " at step " + step;
            default -> kind;
          };
      if (!kind.equals("weight") || row.path("weight").asInt() > 0) {
        story.add(0, "r" + row.path("revision").asText() + " " + text);
      }
    }
    return story;
  }

  private static void awaitStory(AgentProcess agent, Stage stage, List<String> facts) {
    Await.until("story of " + facts, PATIENCE, () -> story(agent, stage).containsAll(facts));
    List<String> story = story(agent, stage);
    assertEquals(new HashSet<>(story).size(), story.size(), "each once: " + story);
  }

  @Test
  void aFileHoldsTheStoryOfARolloutOverAKillOfTheAgent() {
    try (Stage stage = Stage.shared("file", Stage.WAITS).withStableVersion()) {
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.agent().kill();
      stage.agent().restart();
      awaitStory(stage.agent(), stage, List.of("r1 began", "r1 promoted", "r2 began", "r2 paused"));
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      awaitStory(stage.agent(), stage, TO_THE_END);

      stage.service().update("shop/cart:bad");
      stage.service().await("abort", status -> status.phase() == RolloutPhase.DEGRADED);
      stage.service().awaitWeight(0);
      awaitStory(
          stage.agent(),
          stage,
          List.of("r3 began", "r3 step 0", "r3 verdict", "r3 aborted", "r3 rolledBack"));
      JsonNode verdict =
          stage
              .agent()
              .json(
                  "/api/v1/history?namespace=%s&kind=verdict"
                      .formatted(stage.service().namespace()))
              .path("items")
              .get(0);
      assertEquals("Failed", verdict.at("/details/phase").asText());
      assertFalse(verdict.at("/details/metrics/0/message").asText().isEmpty(), verdict.toString());
    }
  }

  @Test
  void aDatabaseThatIsKilledDelaysNoRolloutAndMissesNothing() {
    try (PostgresServer postgres = PostgresServer.create();
        Stage stage = Stage.shared("postgres", Stage.WAITS);
        Pair pair = Pair.start(stage, postgres.environmentOfAgent())) {
      stage.service().awaitStable("shop/cart:first");
      AgentProcess leader = pair.awaitLeader().process();
      awaitStory(leader, stage, List.of("r1 began", "r1 promoted"));
      postgres.kill();
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.service().awaitWeight(0);
      Await.until(
          "database that is said to be away",
          PATIENCE,
          () -> leader.metrics().contains("serin_agent_history_up 0.0"));
      assertTrue(leader.ready(), "an agent without its history is ready");
      assertEquals(503, leader.json("/api/v1/history").path("status").asInt());
      postgres.start();
      awaitStory(leader, stage, TO_THE_END);
      AgentProcess standby = pair.other(pair.awaitLeader()).process();
      awaitStory(standby, stage, TO_THE_END);
    }
  }

  @Test
  void aNewLeaderGoesOnWithTheStoryWhereTheOldOneWasKilled() {
    try (PostgresServer postgres = PostgresServer.create();
        Stage stage = Stage.shared("handover", Stage.WAITS);
        Pair pair = Pair.start(stage, postgres.environmentOfAgent())) {
      stage.service().awaitStable("shop/cart:first");
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      Pair.Agent killed = pair.awaitLeader();
      killed.process().kill();
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      // The pause was over before there was a new leader: it was a standby that saw it.
      awaitStory(pair.other(killed).process(), stage, TO_THE_END);
    }
  }

  @Test
  void nonsenseIsRefusedWithAllThatIsWrong() {
    try (Stage stage = Stage.shared("nonsense", Stage.WAITS).withStableVersion()) {
      JsonNode problem = stage.agent().json("/api/v1/history?limit=0&before=x&kind=nonsense");
      assertEquals(400, problem.path("status").asInt());
      String detail = problem.path("detail").asText();
      assertTrue(detail.contains("limit must be a whole number from 1 to 500"), detail);
      assertTrue(detail.contains("before must be"), detail);
      assertTrue(detail.contains("kind must be one of began, step"), detail);
    }
  }
}
