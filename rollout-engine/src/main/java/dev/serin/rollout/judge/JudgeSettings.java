package dev.serin.rollout.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How to judge: {@code provider.plugin."serin.dev/judge"} of a metric.
 *
 * @param counter name of the counter of requests
 * @param codeLabel its label with the code
 * @param errorCodes regular expression for the codes that are failures; 5xx when missing
 * @param falseAlarmRate greatest chance of calling a healthy canary unhealthy, ever; 0.01 when
 *     missing
 * @param minimumEffect ratio of the odds of failing up to which a canary is healthy; 1.5 when
 *     missing
 * @param stableHash version to compare with
 * @param canaryHash version to judge
 */
public record JudgeSettings(
    String counter,
    String codeLabel,
    Pattern errorCodes,
    double falseAlarmRate,
    double minimumEffect,
    String stableHash,
    String canaryHash) {

  /** Key of the provider. */
  public static final String PLUGIN = "serin.dev/judge";

  private static final Set<String> KNOWN =
      Set.of(
          "kind",
          "metric",
          "codeLabel",
          "errorCodes",
          "falseAlarmRate",
          "minimumEffect",
          "stable",
          "canary");

  /** Everything that is wrong with a configuration, one sentence each. */
  public static List<String> problems(JsonNode config) {
    List<String> problems = new ArrayList<>();
    if (!config.path("kind").asText("errors").equals("errors")) {
      problems.add("kind '" + config.path("kind").asText() + "' is not supported yet; use errors");
    }
    for (String required : List.of("metric", "stable", "canary")) {
      if (config.path(required).asText("").isBlank()) {
        problems.add(required + " is missing");
      }
    }
    double rate = config.path("falseAlarmRate").asDouble(0.01);
    if (!(rate > 0 && rate < 1)) {
      problems.add("falseAlarmRate must be between 0 and 1, both excluded");
    }
    if (!(config.path("minimumEffect").asDouble(1.5) >= 1)) {
      problems.add("minimumEffect must be at least 1");
    }
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

  /** Reads a configuration that has no problems, and all of its arguments replaced. */
  public static JudgeSettings of(JsonNode config) {
    return new JudgeSettings(
        config.path("metric").asText(),
        config.path("codeLabel").asText("code"),
        Pattern.compile(config.path("errorCodes").asText("5..")),
        config.path("falseAlarmRate").asDouble(0.01),
        config.path("minimumEffect").asDouble(1.5),
        config.path("stable").asText(),
        config.path("canary").asText());
  }

  /** The e-value that means unhealthy. */
  public double bound() {
    return 1 / falseAlarmRate;
  }
}
