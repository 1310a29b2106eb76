package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.Metric;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that end a metric.
 *
 * @param count measurements until it is over; empty: until it is terminated
 * @param failures failures that are tolerated; below zero: any number
 * @param inconclusive inconclusive measurements that are tolerated
 * @param consecutiveErrors errors in a row that are tolerated
 * @param consecutiveSuccesses successes in a row that suffice; zero: none do
 */
record MetricLimits(
    OptionalInt count,
    int failures,
    int inconclusive,
    int consecutiveErrors,
    int consecutiveSuccesses) {
  private static final int CONSECUTIVE_ERRORS = 4;

  /** Those of a metric, with defaults for what is missing. */
  static MetricLimits of(Metric metric) {
    return new MetricLimits(
        effectiveCount(metric),
        number(metric.failureLimit()),
        number(metric.inconclusiveLimit()),
        metric.consecutiveErrorLimit() == null
            ? CONSECUTIVE_ERRORS
            : number(metric.consecutiveErrorLimit()),
        number(metric.consecutiveSuccessLimit()));
  }

  /** Without an interval one measurement is all there is. */
  private static OptionalInt effectiveCount(Metric metric) {
    int count = number(metric.count());
    if (count != 0) {
      return OptionalInt.of(count);
    }
    return given(metric.interval()).isEmpty() ? OptionalInt.of(1) : OptionalInt.empty();
  }

  /** A text that is set and not empty: the API has no other way to say that it is missing. */
  static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> !value.isEmpty());
  }

  /** The number; zero for nothing, and for texts that are no number. */
  static int number(@Nullable IntOrString given) {
    if (given == null) {
      return 0;
    }
    if (given.getIntVal() != null) {
      return given.getIntVal();
    }
    String text = String.valueOf(given.getStrVal());
    return text.matches("[+-]?\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
