package dev.serin.rollout.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges how long requests take, by the buckets of a histogram.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>For each threshold a request is slow or not: the histogram has counted how many took no
 *       longer. So each threshold is a count of failures like any other ({@link ErrorJudge}), with
 *       an e-value of its own.
 *   <li>The e-value of the whole is the mean of those of the thresholds. A mean of nonnegative
 *       supermartingales that start at 1 is one, too: the rate of false alarms is that of a single
 *       test, however many thresholds there are, and however they depend on each other.
 * </ol>
 *
 * <p>Thresholds are bounds of buckets. A pod that has no such bucket cannot be judged by it.
 */
record LatencyJudge(JudgeSettings settings) implements Judge {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String SLOW = "slow";
  private static final String FAST = "fast";

  @Override
  public String after(@Nullable String memory, Sample sample) {
    Map<String, JudgeState> states = states(memory);
    ObjectNode text = JSON.createObjectNode();
    for (double threshold : settings.thresholds()) {
      String key = Double.toString(threshold);
      JudgeState before = states.getOrDefault(key, JudgeState.start());
      JudgeState after = ErrorJudge.after(before, split(sample, threshold), settings);
      text.put(key, after.text());
    }
    return text.toString();
  }

  @Override
  public Evidence evidence(@Nullable String memory) {
    Map<String, JudgeState> states = states(memory);
    double strongest = Double.NEGATIVE_INFINITY;
    double threshold = settings.thresholds().get(0);
    JudgeState decisive = JudgeState.start();
    List<Double> values = new ArrayList<>();
    Set<String> pods = new HashSet<>();
    for (double each : settings.thresholds()) {
      JudgeState state = states.getOrDefault(Double.toString(each), JudgeState.start());
      double value = SequentialTest.logEvidence(state.logs());
      values.add(value);
      pods.addAll(state.pods().keySet());
      if (value > strongest) {
        strongest = value;
        threshold = each;
        decisive = state;
      }
    }
    double mean = strongest + Math.log(meanOfOthers(values, strongest));
    boolean unhealthy =
        mean >= Math.log(settings.bound())
            && decisive.canary().requests() >= settings.minimumRequests();
    return new Evidence(
        decisive.canary(),
        decisive.stable(),
        mean,
        unhealthy,
        sentence(threshold, decisive, mean, unhealthy),
        pods);
  }

  /** The mean of all values as a part of the greatest one. */
  private static double meanOfOthers(List<Double> logs, double greatest) {
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - greatest);
    }
    return sum / logs.size();
  }

  private String sentence(double threshold, JudgeState state, double value, boolean unhealthy) {
    return "canary takes longer than %s s for %s of %d requests, stable for %s of %d: e-value %s %s bound %s"
        .formatted(
            threshold,
            state.canary().percentage(),
            state.canary().requests(),
            state.stable().percentage(),
            state.stable().requests(),
            Numbers.text(Math.exp(value)),
            unhealthy ? "over" : "under",
            Numbers.text(settings.bound()));
  }

  /** The sample with requests counted as slow and fast; pods without such a bucket are left out. */
  private static Sample split(Sample sample, double threshold) {
    List<PodCounters> pods = new ArrayList<>();
    for (PodCounters pod : sample.pods()) {
      if (pod.countsByCode().isEmpty()) {
        pods.add(pod);
        continue;
      }
      OptionalDouble all = bucket(pod, Double.POSITIVE_INFINITY);
      OptionalDouble fast = bucket(pod, threshold);
      if (all.isPresent() && fast.isPresent()) {
        Map<String, Double> counts =
            Map.of(
                FAST,
                fast.getAsDouble(),
                SLOW,
                Math.max(0, all.getAsDouble() - fast.getAsDouble()));
        pods.add(new PodCounters(pod.podTemplateHash(), pod.pod(), counts));
      }
    }
    return new Sample(sample.metric(), sample.at(), pods, sample.problems());
  }

  /** Labels are texts, and 0.3 may be written in several ways. */
  private static OptionalDouble bucket(PodCounters pod, double bound) {
    return pod.countsByCode().entrySet().stream()
        .filter(entry -> number(entry.getKey()) == bound)
        .mapToDouble(Map.Entry::getValue)
        .findFirst();
  }

  private static double number(String bound) {
    if (bound.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    return bound.matches("\\d+\\.?\\d*([eE][+-]?\\d+)?") ? Double.parseDouble(bound) : Double.NaN;
  }

  private static Map<String, JudgeState> states(@Nullable String memory) {
    Map<String, JudgeState> states = new TreeMap<>();
    try {
      JsonNode tree = JSON.readTree(memory == null ? "{}" : memory);
      for (Map.Entry<String, JsonNode> state : tree.properties()) {
        states.put(state.getKey(), JudgeState.parse(state.getValue().asText()));
      }
      return states;
    } catch (JsonProcessingException e) {
      // Somebody has edited it. The evidence is lost, the verdict stays valid: it starts anew.
      return Map.of();
    }
  }
}
