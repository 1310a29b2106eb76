package dev.serin.agent.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.argo.operator.Promotion;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbBodyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Set<String> ALL = Set.of("extent", "at", "in", "toRevision", "images");

  @Test
  void nothingMeansTheUsual() throws Exception {
    VerbBody body = VerbBody.read("", ALL);
    assertEquals(Promotion.NEXT, body.promotion());
    assertEquals(OptionalInt.empty(), body.revision());
    assertEquals(NOW, body.time(NOW));
    body.check();
  }

  @ParameterizedTest
  @CsvSource({
    "next, NEXT",
    "full, FULL",
    "skip-current-step, SKIP_CURRENT_STEP",
    "skip-all-steps, SKIP_ALL_STEPS"
  })
  void extents(String name, Promotion promotion) throws Exception {
    assertEquals(promotion, VerbBody.read("{\"extent\": \"" + name + "\"}", ALL).promotion());
  }

  @Test
  void timesAndRevisionsAndImages() throws Exception {
    assertEquals(NOW.plusSeconds(90), VerbBody.read("{\"in\": \"1m30s\"}", ALL).time(NOW));
    assertEquals(
        NOW.plusSeconds(1), VerbBody.read("{\"at\": \"2026-11-23T10:00:01Z\"}", ALL).time(NOW));
    assertEquals(OptionalInt.of(7), VerbBody.read("{\"toRevision\": 7}", ALL).revision());
    assertEquals(
        Map.of("app", "a:2"), VerbBody.read("{\"images\": {\"app\": \"a:2\"}}", ALL).images());
  }

  @Test
  void allProblemsAreSaidAtOnce() throws Exception {
    VerbBody body =
        VerbBody.read(
            "{\"extent\": \"far\", \"toRevision\": 0, \"at\": \"soon\", \"in\": 1, \"images\": {}}",
            ALL);
    Promotion unused = body.promotion();
    OptionalInt none = body.revision();
    Instant now = body.time(NOW);
    Map<String, String> images = body.images();
    VerbBody.Malformed problem = assertThrows(VerbBody.Malformed.class, body::check);
    assertEquals(
        "'extent' must be next, full, skip-current-step or skip-all-steps; 'toRevision' must be a"
            + " whole number from 1 on; 'at' and 'in' exclude each other; 'at' must be a time such"
            + " as 2026-11-23T10:00:00Z; 'in' must be a time such as 90s, 10m or 1h; 'images' must"
            + " be an object of images by container, with one at least",
        problem.getMessage());
    assertEquals(Promotion.NEXT, unused);
    assertEquals(0, none.getAsInt());
    assertEquals(NOW, now);
    assertEquals(Map.of(), images);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "null", "\"full\""})
  void anythingButAnObjectIsRefused(String text) {
    assertThrows(VerbBody.Malformed.class, () -> VerbBody.read(text, ALL));
  }

  @Test
  void anUnknownFieldIsRefused() throws Exception {
    VerbBody body = VerbBody.read("{\"force\": true}", Set.of());
    assertEquals(
        "'force' is not known here; known are no fields",
        assertThrows(VerbBody.Malformed.class, body::check).getMessage());
  }
}
