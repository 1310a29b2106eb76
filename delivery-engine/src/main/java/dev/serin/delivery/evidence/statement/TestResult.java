package dev.serin.delivery.evidence.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * How an image's tests ended, as in-toto's test-result predicate. That has lists of names; Serin
 * adds how many there were, which is all that it keeps.
 *
 * @param passed tests that passed
 * @param failed tests that failed
 * @param skipped tests that were left out
 */
public record TestResult(int passed, int failed, int skipped) {
  private static final String COUNTS = "counts";

  /** The predicate's words for tests none of which failed; any other word is a failure. */
  private static final Set<String> GOOD = Set.of("PASSED", "WARNED");

  /** Whether no test failed. */
  public boolean good() {
    return failed == 0;
  }

  /** The predicate. */
  public ObjectNode toJson() {
    ObjectNode predicate = JsonNodeFactory.instance.objectNode();
    predicate.put("result", good() ? "PASSED" : "FAILED");
    predicate.putArray("configuration");
    predicate.putObject(COUNTS).put("passed", passed).put("failed", failed).put("skipped", skipped);
    return predicate;
  }

  /** Reads a predicate, whoever wrote it; without counts its lists are counted. */
  public static Optional<TestResult> parse(JsonNode predicate) {
    JsonNode counts = predicate.path(COUNTS);
    if (!predicate.path("result").isTextual()) {
      return Optional.empty();
    }
    int failed = Math.max(counts.path("failed").asInt(), predicate.path("failedTests").size());
    boolean claimed = !GOOD.contains(predicate.path("result").asText());
    return Optional.of(
        new TestResult(
            Math.max(counts.path("passed").asInt(), predicate.path("passedTests").size()),
            claimed ? Math.max(1, failed) : failed,
            counts.path("skipped").asInt()));
  }
}
