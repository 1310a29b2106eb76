package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentRunStatus;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A decision in the making; lives for one pass. */
final class Draft {
  private final ExperimentObservation seen;
  private final Settings settings;
  private final Instant now;
  private final ExperimentStatus before;
  private final boolean ending;
  private final List<ExperimentAction> actions = new ArrayList<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private final List<RolloutEvent> rolloutEvents = new ArrayList<>();
  private ExperimentStatus status;
  private @Nullable Instant wake;

  Draft(ExperimentObservation seen, Instant now) {
    this.seen = seen;
    this.now = now;
    this.settings = new Settings(seen.experiment().getSpec());
    this.before = ExperimentStatus.of(seen.experiment());
    this.status = before;
    this.ending = settings.ending(before);
  }

  ExperimentObservation seen() {
    return seen;
  }

  Experiment experiment() {
    return seen.experiment();
  }

  String name() {
    return experiment().getMetadata().getName();
  }

  Settings settings() {
    return settings;
  }

  Instant now() {
    return now;
  }

  /** The status as it was observed. */
  ExperimentStatus before() {
    return before;
  }

  /** The status as it is going to be. */
  ExperimentStatus status() {
    return status;
  }

  /** Whether the Experiment was to end, or had ended, when it was observed. */
  boolean ending() {
    return ending;
  }

  void template(ExperimentTemplateStatus changed) {
    List<ExperimentTemplateStatus> templates =
        replaced(
            status.templateStatuses(), changed, old -> Objects.equals(old.name(), changed.name()));
    status = with(templates, status.conditions(), status.analysisRuns());
  }

  void analysis(ExperimentRunStatus changed) {
    List<ExperimentRunStatus> runs =
        replaced(status.analysisRuns(), changed, old -> Objects.equals(old.name(), changed.name()));
    status = with(status.templateStatuses(), status.conditions(), runs);
  }

  void conditions(List<RolloutCondition> conditions) {
    status = with(status.templateStatuses(), conditions, status.analysisRuns());
  }

  void phase(AnalysisPhase phase, @Nullable String message) {
    String why = message == null || message.isEmpty() ? null : message;
    status =
        new ExperimentStatus(
            phase,
            why,
            status.templateStatuses(),
            status.availableAt(),
            status.conditions(),
            status.analysisRuns(),
            status.unknown());
  }

  void available(Instant time) {
    status =
        new ExperimentStatus(
            status.phase(),
            status.message(),
            status.templateStatuses(),
            time,
            status.conditions(),
            status.analysisRuns(),
            status.unknown());
  }

  void act(ExperimentAction action) {
    actions.add(action);
  }

  void event(boolean good, String reason, String message) {
    events.add(
        new RolloutEvent(
            good ? RolloutEvent.Type.NORMAL : RolloutEvent.Type.WARNING, reason, message));
  }

  void rolloutEvent(String reason, String message) {
    rolloutEvents.add(new RolloutEvent(RolloutEvent.Type.WARNING, reason, message));
  }

  /** Decide again then, at the latest. */
  void wakeAt(Instant time) {
    if (wake == null || time.isBefore(wake)) {
      wake = time;
    }
  }

  ExperimentDecision build() {
    return new ExperimentDecision(
        actions,
        status,
        events,
        rolloutEvents,
        Optional.ofNullable(wake)
            .map(time -> Duration.between(now, time))
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
  }

  private ExperimentStatus with(
      List<ExperimentTemplateStatus> templates,
      List<RolloutCondition> conditions,
      List<ExperimentRunStatus> runs) {
    return new ExperimentStatus(
        status.phase(),
        status.message(),
        templates,
        status.availableAt(),
        conditions,
        runs,
        status.unknown());
  }

  private static <T> List<T> replaced(List<T> list, T changed, Predicate<T> same) {
    List<T> result = new ArrayList<>(list);
    for (int i = 0; i < result.size(); i++) {
      if (same.test(result.get(i))) {
        result.set(i, changed);
        return result;
      }
    }
    result.add(changed);
    return result;
  }
}
