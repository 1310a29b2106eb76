package dev.serin.rollout.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.rollout.GoDurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How to judge: {@code provider.plugin."serin.dev/judge"} of a metric.
 *
 * @param kind what is judged
 * @param counter name of the counter of requests, or of the buckets of the histogram
 * @param codeLabel its label with the code, or with the bound of the bucket
 * @param errorCodes regular expression for the codes that are failures; 5xx when missing
 * @param thresholds seconds from which on a request is slow; bounds of buckets, for latency only
 * @param falseAlarmRate greatest chance of calling a healthy canary unhealthy, ever
 * @param minimumEffect ratio of the odds of failing up to which a canary is healthy; 1.5 when
 *     missing
 * @param minimumRequests of the canary before it may be unhealthy; 0 when missing
 * @param noData what to conclude from too few requests
 * @param stableHash version to compare with
 * @param canaryHash version to judge
 */
public record JudgeSettings(
    Kind kind,
    String counter,
    String codeLabel,
    Pattern errorCodes,
    List<Double> thresholds,
    double falseAlarmRate,
    double minimumEffect,
    long minimumRequests,
    NoData noData,
    String stableHash,
    String canaryHash) {

  /** Key of the provider. */
  public static final String PLUGIN = "serin.dev/judge";

  /** Chance of a false alarm of all metrics of a run together that do not set their own. */
  public static final double BUDGET = 0.01;

  private static final double USUAL_EFFECT = 1.5;
  private static final int MOST_THRESHOLDS = 8;

  /** What is judged. */
  public enum Kind {
    /** How many requests fail. */
    ERRORS,
    /** How long requests take. */
    LATENCY
  }

  private static final Set<String> KNOWN =
      Set.of(
          "kind",
          "metric",
          "codeLabel",
          "errorCodes",
          "thresholds",
          "falseAlarmRate",
          "minimumEffect",
          "minimumRequests",
          "noData",
          "noDataAfter",
          "stable",
          "canary");

  /** Copies the thresholds. */
  public JudgeSettings {
    thresholds = List.copyOf(thresholds);
  }

  /** Everything that is wrong with a configuration, one sentence each. */
  public static List<String> problems(JsonNode config) {
    List<String> problems = new ArrayList<>();
    String kind = config.path("kind").asText("errors");
    if (!kind.equals("errors") && !kind.equals("latency")) {
      problems.add("kind '" + kind + "' is none; use errors or latency");
    }
    for (String required : List.of("metric", "stable", "canary")) {
      if (config.path(required).asText("").isBlank()) {
        problems.add(required + " is missing");
      }
    }
    thresholds(config, kind.equals("latency"), problems);
    double rate = config.path("falseAlarmRate").asDouble(BUDGET);
    if (!(rate > 0 && rate < 1)) {
      problems.add("falseAlarmRate must be between 0 and 1, both excluded");
    }
    if (!(config.path("minimumEffect").asDouble(USUAL_EFFECT) >= 1)) {
      problems.add("minimumEffect must be at least 1");
    }
    if (config.path("minimumRequests").asLong(0) < 0) {
      problems.add("minimumRequests must not be below 0");
    }
    noData(config, problems);
    try {
      Pattern.compile(config.path("errorCodes").asText("5.."));
    } catch (PatternSyntaxException e) {
      problems.add("errorCodes is no regular expression: " + e.getDescription());
    }
    Set<String> unknown = new TreeSet<>();
    config.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    unknown.forEach(name -> problems.add("'" + name + "' is not a setting"));
    return problems;
  }

  private static void thresholds(JsonNode config, boolean latency, List<String> problems) {
    JsonNode given = config.path("thresholds");
    if (latency != (given.isArray() && !given.isEmpty())) {
      problems.add(
          latency
              ? "thresholds are missing: bounds of the histogram's buckets in seconds, such as"
                  + " [0.3]"
              : "thresholds are for kind latency");
    }
    if (given.size() > MOST_THRESHOLDS) {
      problems.add("there are more than " + MOST_THRESHOLDS + " thresholds");
    }
    for (JsonNode threshold : given) {
      if (!(threshold.isNumber() && threshold.doubleValue() > 0)) {
        problems.add("threshold " + threshold + " is no number of seconds above 0");
      }
    }
  }

  private static void noData(JsonNode config, List<String> problems) {
    String policy = config.path("noData").asText("wait");
    if (NoData.of(policy, Duration.ZERO).isEmpty()) {
      problems.add("noData '" + policy + "' is none; use wait, pass, fail or inconclusive");
    }
    try {
      Duration unused = GoDurations.parse(config.path("noDataAfter").asText("1m"));
    } catch (IllegalArgumentException e) {
      problems.add("noDataAfter: " + e.getMessage());
    }
  }

  /**
   * Reads a configuration that has no problems, and all of its arguments replaced.
   *
   * @param share rate of false alarms when it sets none
   */
  public static JudgeSettings of(JsonNode config, double share) {
    boolean latency = config.path("kind").asText("errors").equals("latency");
    List<Double> thresholds = new ArrayList<>();
    config.path("thresholds").forEach(threshold -> thresholds.add(threshold.doubleValue()));
    String metric = config.path("metric").asText();
    Duration after = GoDurations.parse(config.path("noDataAfter").asText("1m"));
    return new JudgeSettings(
        latency ? Kind.LATENCY : Kind.ERRORS,
        latency && !metric.endsWith("_bucket") ? metric + "_bucket" : metric,
        latency ? "le" : config.path("codeLabel").asText("code"),
        Pattern.compile(latency ? LatencyJudge.SLOW : config.path("errorCodes").asText("5..")),
        thresholds,
        config.path("falseAlarmRate").asDouble(share),
        config.path("minimumEffect").asDouble(USUAL_EFFECT),
        config.path("minimumRequests").asLong(0),
        NoData.of(config.path("noData").asText("wait"), after).orElse(NoData.WAIT),
        config.path("stable").asText(),
        config.path("canary").asText());
  }

  /** The e-value that means unhealthy. */
  public double bound() {
    return 1 / falseAlarmRate;
  }
}
