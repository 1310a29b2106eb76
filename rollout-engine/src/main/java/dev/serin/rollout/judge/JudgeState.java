package dev.serin.rollout.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a judge remembers; written into the AnalysisRun as one line of JSON, so that another
 * process can go on with it.
 *
 * @param logs state of the {@link SequentialTest}
 * @param canary what has been counted of the canary
 * @param stable the same of the stable version
 * @param pods the last values of the counters of each pod
 */
public record JudgeState(List<Double> logs, Counts canary, Counts stable, Map<String, Pod> pods) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  /**
   * The last values of one pod's counters.
   *
   * @param requests all requests
   * @param errors those that failed
   * @param missed measurements without an answer since then
   */
  public record Pod(long requests, long errors, int missed) {}

  /** Copies what can change. */
  public JudgeState {
    logs = List.copyOf(logs);
    pods = Map.copyOf(pods);
  }

  /** The state before any data. */
  public static JudgeState start() {
    return new JudgeState(SequentialTest.start(), Counts.NONE, Counts.NONE, Map.of());
  }

  /** Reads what {@link #text} wrote; starts anew when there is nothing, or nothing readable. */
  public static JudgeState parse(@Nullable String text) {
    if (text == null) {
      return start();
    }
    try {
      JsonNode node = JSON.readTree(text);
      List<Double> logs = new ArrayList<>();
      node.path("logs").forEach(log -> logs.add(log.isNumber() ? log.asDouble() : Double.NaN));
      if (node.path("version").asInt() != VERSION
          || logs.size() != SequentialTest.start().size()
          || !logs.stream().allMatch(Double::isFinite)) {
        return start();
      }
      Map<String, Pod> pods = new TreeMap<>();
      node.path("pods")
          .properties()
          .forEach(
              pod -> {
                JsonNode value = pod.getValue();
                pods.put(
                    pod.getKey(),
                    new Pod(
                        Math.max(0, value.path(0).asLong()),
                        Math.max(0, value.path(1).asLong()),
                        value.path(2).asInt()));
              });
      return new JudgeState(logs, counts(node.path("canary")), counts(node.path("stable")), pods);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Somebody has edited it. The evidence is lost, the verdict stays valid: it starts anew.
      return start();
    }
  }

  /** Writes the state; the same state gives the same text. */
  public String text() {
    ObjectNode node = JSON.createObjectNode().put("version", VERSION);
    ArrayNode numbers = node.putArray("logs");
    logs.forEach(numbers::add);
    node.putArray("canary").add(canary.requests()).add(canary.errors());
    node.putArray("stable").add(stable.requests()).add(stable.errors());
    ObjectNode all = node.putObject("pods");
    new TreeMap<>(pods)
        .forEach(
            (name, pod) ->
                all.putArray(name).add(pod.requests()).add(pod.errors()).add(pod.missed()));
    return node.toString();
  }

  private static Counts counts(JsonNode pair) {
    return new Counts(pair.path(0).asLong(), pair.path(1).asLong());
  }
}
