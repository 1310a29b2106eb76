package dev.serin.agent.provider;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.rollout.analysis.Conditions;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes measurements. Their end is set by who asked. */
final class Measurements {
  private Measurements() {}

  /** One whose value the conditions judge; one that they cannot judge has no value. */
  static Measurement judged(Question question, Reading reading) {
    Conditions.Outcome outcome = Conditions.of(question.metric(), reading.result(), question.now());
    return outcome.problem() == null
        ? of(question, outcome.phase(), null, reading.text(), reading.metadata(), null)
        : error(question, outcome.problem());
  }

  /** One that came to nothing. */
  static Measurement error(Question question, String problem) {
    return of(question, AnalysisPhase.ERROR, problem, null, question.notes(), null);
  }

  /** One that is neither good nor bad. */
  static Measurement inconclusive(Question question, String message) {
    return of(question, AnalysisPhase.INCONCLUSIVE, message, null, question.notes(), null);
  }

  /** One that is over. */
  static Measurement over(Question question, AnalysisPhase phase, @Nullable String value) {
    return of(question, phase, null, value, question.notes(), null);
  }

  /** One that is under way, to be looked at again at a time. */
  static Measurement underWay(Question question, Map<String, String> notes, Instant resumeAt) {
    return of(question, AnalysisPhase.RUNNING, null, null, notes, resumeAt);
  }

  private static Measurement of(
      Question question,
      AnalysisPhase phase,
      @Nullable String message,
      @Nullable String value,
      Map<String, String> notes,
      @Nullable Instant resumeAt) {
    return new Measurement(
        phase,
        message == null || message.isEmpty() ? null : message,
        WireTime.truncate(question.started()),
        null,
        value,
        notes,
        resumeAt == null ? null : WireTime.truncate(resumeAt),
        Map.of());
  }
}
