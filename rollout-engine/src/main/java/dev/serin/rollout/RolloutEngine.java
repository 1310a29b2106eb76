package dev.serin.rollout;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.canary.CanaryController;
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
 * <p>What is safe to work with goes to the controller of its strategy, together with all problems
 * of the specification; what is not (no template, no strategy, numbers that are none) is answered
 * with condition InvalidSpec and no action at all.
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
    if (verdict.readable() && template != null && canary != null) {
      return CanaryController.decide(observation, template, canary, verdict.problems(), now);
    }
    return reject(observation, verdict.problems(), now);
  }

  private static Decision reject(Observation observation, List<String> problems, Instant now) {
    RolloutStatus before =
        observation.rollout().getStatus() == null
            ? RolloutStatus.empty()
            : observation.rollout().getStatus();
    String message = String.join("; ", problems);
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
