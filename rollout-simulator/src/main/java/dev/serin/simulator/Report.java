package dev.serin.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.simulation.History;
import java.util.List;
import java.util.Locale;

/** Results for people, and for programs (docs/schemas/simulate.schema.json). */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Report() {}

  /** One line about a seed that has failed, and how to look at it. */
  static String failure(SeedResult result) {
    String message = result.problem().map(SeedResult.Problem::message).orElse("");
    return "seed %d: %s; look at it by: serin simulate --seed %d"
        .formatted(result.seed(), message, result.seed());
  }

  /** The last line about many seeds. */
  static String summary(Seeds seeds, double seconds) {
    return String.format(
        Locale.ROOT,
        "%d passed, %d failed, of %d seeds, in %.1f s",
        seeds.done() - seeds.failed(),
        seeds.failed(),
        seeds.count(),
        seconds);
  }

  /** One seed with its history. */
  static String history(SeedResult result) {
    StringBuilder text = new StringBuilder();
    text.append("seed %d, strategy %s%n%n".formatted(result.seed(), result.strategy()));
    text.append("     time weight  who         what%n".formatted());
    result.history().forEach(entry -> text.append("%s%n".formatted(entry.line())));
    text.append(
        result
            .problem()
            .map(problem -> "%nDOES NOT HOLD: %s".formatted(problem.message()))
            .orElse("%nEverything holds.".formatted()));
    return text.toString();
  }

  /** Many seeds, for a program. */
  static String json(long from, Seeds seeds, List<SeedResult> failures, double seconds) {
    ObjectNode report = JSON.createObjectNode();
    report.put("from", from);
    report.put("seeds", seeds.count());
    report.put("passed", seeds.done() - seeds.failed());
    report.put("failed", seeds.failed());
    report.put("seconds", Math.round(seconds * 10) / 10.0);
    ArrayNode list = report.putArray("failures");
    for (SeedResult failure : failures) {
      ObjectNode node = list.addObject().put("seed", failure.seed());
      problem(node, failure);
    }
    return write(report);
  }

  /** One seed, for a program. */
  static String json(SeedResult result) {
    ObjectNode report = JSON.createObjectNode();
    report.put("seed", result.seed());
    report.put("passed", result.problem().isEmpty());
    problem(report, result);
    report.put("strategy", result.strategy());
    ArrayNode list = report.putArray("history");
    for (History.Entry entry : result.history()) {
      list.addObject()
          .put("seconds", entry.at().toMillis() / 1000.0)
          .put("weight", entry.weight())
          .put("who", entry.who())
          .put("what", entry.what());
    }
    return write(report);
  }

  private static void problem(ObjectNode node, SeedResult result) {
    result
        .problem()
        .ifPresent(
            problem ->
                node.put("invariant", problem.invariant()).put("message", problem.message()));
  }

  private static String write(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
