package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.expression.Expression;
import dev.serin.rollout.expression.ExpressionException;
import dev.serin.rollout.expression.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a value means by the conditions of a metric.
 *
 * <p>Without conditions every value is a success. With one, the other is its opposite. With both,
 * the failure wins, and a value that is neither is inconclusive. A condition that cannot be
 * evaluated is an error.
 */
public final class Conditions {
  private Conditions() {}

  /**
   * What a value means.
   *
   * @param phase the phase of the measurement
   * @param problem why it is an error; null when it is none
   */
  public record Outcome(AnalysisPhase phase, @Nullable String problem) {}

  /**
   * Judges a value.
   *
   * @param metric has the conditions, with all arguments replaced
   * @param result null, or what {@link Scope} allows
   * @param now the time, for conditions that ask for it
   */
  public static Outcome of(Metric metric, @Nullable Object result, Instant now) {
    String success = given(metric.successCondition());
    String failure = given(metric.failureCondition());
    try {
      boolean succeeds = success != null && holds(success, result, now, "successCondition");
      boolean fails = failure != null && holds(failure, result, now, "failureCondition");
      if (success != null && failure == null) {
        fails = !succeeds;
      }
      boolean undecided = success != null && !fails && !succeeds;
      return new Outcome(
          fails
              ? AnalysisPhase.FAILED
              : undecided ? AnalysisPhase.INCONCLUSIVE : AnalysisPhase.SUCCESSFUL,
          null);
    } catch (ConditionException problem) {
      return new Outcome(AnalysisPhase.ERROR, problem.getMessage());
    }
  }

  private static final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    ConditionException(String problem) {
      super(problem);
    }
  }

  private static @Nullable String given(@Nullable String condition) {
    return condition == null || condition.isEmpty() ? null : condition;
  }

  private static boolean holds(String condition, @Nullable Object result, Instant now, String field)
      throws ConditionException {
    try {
      return Expression.condition(condition).holds(Scope.ofResult(result, now));
    } catch (ExpressionException problem) {
      boolean empty = result == null || (result instanceof List<?> list && list.isEmpty());
      throw new ConditionException(
          "could not evaluate %s \"%s\": %s"
              .formatted(
                  field,
                  condition,
                  empty
                      ? "metric result is nil or empty: no data returned from the metric provider"
                      : problem.described()));
    }
  }
}
