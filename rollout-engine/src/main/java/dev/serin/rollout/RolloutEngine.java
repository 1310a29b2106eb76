package dev.serin.rollout;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.canary.CanaryController;
import dev.serin.rollout.change.Summary;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.validation.RolloutValidator;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a rollout does next: a pure function, the same for the same arguments.
 *
 * <p>A specification without problems goes to the controller of its strategy. Any other gets the
 * condition InvalidSpec with all of its problems, and nothing is done but one thing: a canary that
 * is under way is still taken back when it has to be. Without a canary strategy even that cannot be
 * done, as nobody says where the traffic is.
 */
public final class RolloutEngine {

  /** An engine; it holds no state. */
  public RolloutEngine() {}

  /**
   * Decides.
   *
   * @param observation what was seen
   * @param now the time
   * @return what to do; nothing when all is as it should be
   */
  public Decision decide(Observation observation, Instant now) {
    RolloutValidator.Verdict verdict = RolloutValidator.validate(observation);
    RolloutSpec spec = observation.rollout().getSpec();
    PodTemplateSpec template = spec == null ? null : spec.template();
    CanaryStrategy canary =
        spec == null || spec.strategy() == null ? null : spec.strategy().canary();
    if (canary != null && (template == null || !verdict.problems().isEmpty())) {
      return CanaryController.rescue(observation, canary, verdict.problems(), now);
    }
    if (template != null && canary != null) {
      return CanaryController.decide(observation, template, canary, now);
    }
    return reject(observation, verdict.problems(), now);
  }

  private static Decision reject(Observation observation, List<String> problems, Instant now) {
    RolloutStatus before =
        observation.rollout().getStatus() == null
            ? RolloutStatus.empty()
            : observation.rollout().getStatus();
    String message = Summary.invalid(observation.rollout().getMetadata().getName(), problems);
    List<RolloutCondition> conditions =
        Conditions.with(
            before.conditions(),
            Saying.yes(Conditions.INVALID_SPEC, Reasons.INVALID_SPEC, message),
            WireTime.truncate(now));
    Long generation = observation.rollout().getMetadata().getGeneration();
    RolloutStatus status =
        before.toBuilder()
            .conditions(conditions)
            .observedGeneration(generation == null ? null : generation.toString())
            .phase(RolloutPhase.DEGRADED)
            .message("InvalidSpec: " + message)
            .build();
    List<RolloutEvent> events =
        conditions.equals(before.conditions())
            ? List.of()
            : List.of(new RolloutEvent(RolloutEvent.Type.WARNING, Reasons.INVALID_SPEC, message));
    return new Decision(List.of(), status, events, Optional.empty());
  }
}
