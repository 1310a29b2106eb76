package dev.serin.dashboards.rules;

import dev.serin.dashboards.PromQl;
import java.util.List;
import java.util.stream.Stream;

/**
 * What users see of each service, recorded: by version, to compare a canary with its stable
 * version, and of all versions together, for objectives. The labels are {@code rollout_namespace},
 * {@code rollout}, and {@code role} where it is by version.
 */
final class ServiceRules {

  private static final String VERSIONS = "serin:versions:info";
  private static final String ERRORS = "http_requests_total{code=~\"5..\"}";
  private static final String REQUESTS = "http_requests_total";

  private ServiceRules() {}

  static RuleGroup group() {
    return new RuleGroup(
        "serin-services",
        Stream.of(
                List.of(Rule.recording(VERSIONS, PromQl.uniqueVersions(""))),
                byVersion(),
                ofAllVersions())
            .flatMap(List::stream)
            .toList());
  }

  private static List<Rule> byVersion() {
    return List.of(
        Rule.recording("serin:version_requests:rate2m", rate(REQUESTS, "2m", ", role", "")),
        Rule.recording(
            "serin:version_errors:rate2m",
            "(" + rate(ERRORS, "2m", ", role", "") + ") or 0 * serin:version_requests:rate2m"),
        Rule.recording(
            "serin:version_error_ratio:rate2m",
            "serin:version_errors:rate2m / (serin:version_requests:rate2m > 0)"),
        latency("0.5"),
        latency("0.95"),
        latency("0.99"));
  }

  private static Rule latency(String quantile) {
    return Rule.recording(
        "serin:version_latency_seconds:rate2m",
        "histogram_quantile("
            + quantile
            + ", "
            + rate("http_request_duration_seconds_bucket", "2m", ", role", ", le")
            + ")",
        "quantile",
        quantile);
  }

  private static List<Rule> ofAllVersions() {
    return List.of(
        Rule.recording("serin:service_requests:rate5m", rate(REQUESTS, "5m", "", "")),
        Rule.recording(
            "serin:service_errors:rate5m",
            "(" + rate(ERRORS, "5m", "", "") + ") or 0 * serin:service_requests:rate5m"));
  }

  private static String rate(String series, String window, String kept, String more) {
    return PromQl.byRollout("rate(" + series + "[" + window + "])", VERSIONS, kept, more);
  }
}
