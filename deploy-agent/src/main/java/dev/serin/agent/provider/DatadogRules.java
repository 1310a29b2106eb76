package dev.serin.agent.provider;

import dev.serin.argo.analysis.provider.DatadogQuery;
import dev.serin.rollout.GoDurations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a query to Datadog has to keep to, since its schema cannot say so. */
final class DatadogRules {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
  private static final String REVIEW = " Please review the Analysis Template.";

  private DatadogRules() {}

  /**
   * Checks a query.
   *
   * @throws ProviderException with the first rule that it breaks
   */
  static void check(DatadogQuery query) throws ProviderException {
    boolean one = given(query.query());
    boolean several = !query.queries().isEmpty();
    boolean first = "v1".equals(query.apiVersion());
    if (!one && !several) {
      throw new ProviderException("Must have either a query or queries." + REVIEW);
    }
    if (one && several) {
      throw new ProviderException("Cannot have both a query and queries." + REVIEW);
    }
    if (first && !one) {
      throw new ProviderException(
          "Query is empty. API Version v1 only supports using the query parameter in your Analysis"
              + " Template.");
    }
    if (given(query.formula()) && !several) {
      throw new ProviderException("Formula are only valid when queries are set." + REVIEW);
    }
    if (!given(query.formula()) && query.queries().size() > 1) {
      throw new ProviderException("When multiple queries are provided you must include a formula.");
    }
    if (first && given(query.aggregator())) {
      throw new ProviderException("Aggregator is not supported in v1." + REVIEW);
    }
    Duration unused = limit(query);
  }

  /** How long the answer may take. */
  static Duration limit(DatadogQuery query) throws ProviderException {
    String given = query.requestTimeout();
    if (given == null || given.isEmpty()) {
      return USUAL_LIMIT;
    }
    try {
      Duration limit = GoDurations.parse(given);
      if (limit.isNegative() || limit.isZero()) {
        throw new ProviderException(
            "Request timeout must be a positive duration (e.g. 30s)." + REVIEW);
      }
      return limit;
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          "Could not parse the request timeout: " + e.getMessage() + "." + REVIEW, e);
    }
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
