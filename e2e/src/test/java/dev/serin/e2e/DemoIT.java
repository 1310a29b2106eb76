package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way: {@code ./serin demo}, once, and what it reports of each story. */
class DemoIT {

  private static JsonNode report = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void runTheDemoOnce() throws JsonProcessingException {
    Command.Result result = Command.serin("demo", "--json").run();
    assertEquals(0, result.exitCode(), result::toString);
    report = new ObjectMapper().readTree(result.out());
  }

  @Test
  void theFirstCommitBringsUpAllServices() {
    JsonNode story = story("first-commit");
    assertEquals("promoted", story.path("outcome").asText());
    assertEquals(Set.of("cart", "catalogue", "checkout", "recommendations"), affected(story));
  }

  @Test
  void aGoodChangeReachesItsServiceAndTheOneThatDependsOnIt() {
    JsonNode story = story("good-change");
    assertEquals("promoted", story.path("outcome").asText());
    assertEquals(Set.of("catalogue", "recommendations"), affected(story));
  }

  @Test
  void aChangeToTheSharedLibraryReachesExactlyItsDependents() {
    JsonNode story = story("shared-library");
    assertEquals("promoted", story.path("outcome").asText());
    assertEquals(Set.of("catalogue", "checkout"), affected(story));
  }

  @Test
  void notOneRequestFailsInTheHealthyStories() {
    for (JsonNode story : report.path("stories")) {
      if (story.path("outcome").asText().equals("promoted")) {
        assertEquals(0, story.path("failedRequests").asInt(-1), story::toPrettyString);
      }
    }
  }

  @Test
  void aBadChangeIsTakenBackWithItsEvidence() {
    JsonNode story = story("bad-change");
    assertEquals("rolledBack", story.path("outcome").asText());
    assertEquals(Set.of("cart"), affected(story));
    JsonNode rollback = story.path("rollback");
    assertEquals("errors", rollback.path("metric").asText());
    assertTrue(rollback.path("canaryFailed").asInt() > 0, rollback::toPrettyString);
    assertEquals(0, rollback.path("stableFailed").asInt(-1), rollback::toPrettyString);
    assertFalse(rollback.path("reason").asText().isBlank());
    assertTrue(story.path("secondsToStable").isNumber());
  }

  @Test
  void whatDoesNotBuildStopsNothingElse() {
    JsonNode story = story("broken-build");
    assertEquals("partlyReleased", story.path("outcome").asText());
    Set<String> outcomes = new TreeSet<>();
    story.path("services").forEach(service -> outcomes.add(service.path("outcome").asText()));
    assertEquals(Set.of("failedBuild", "failedTest", "promoted"), outcomes);
    assertEquals(0, story.path("failedRequests").asInt(-1));
  }

  private static JsonNode story(String name) {
    for (JsonNode story : report.path("stories")) {
      if (story.path("name").asText().equals(name)) {
        return story;
      }
    }
    throw new AssertionError("no story " + name + " in " + report.toPrettyString());
  }

  private static Set<String> affected(JsonNode story) {
    Set<String> services = new TreeSet<>();
    for (JsonNode affected : story.path("affected")) {
      assertNotNull(affected.get("reasons"));
      assertFalse(affected.path("reasons").isEmpty(), affected::toPrettyString);
      services.add(affected.path("service").asText());
    }
    return services;
  }
}
