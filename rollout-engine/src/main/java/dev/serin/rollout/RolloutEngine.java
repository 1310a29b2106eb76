package dev.serin.rollout;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.rollout.bluegreen.BlueGreenController;
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
 * condition InvalidSpec with all of its problems, and nothing is done but one thing: a change that
 * is under way is still taken back when it has to be. Without a strategy even that cannot be done,
 * as nobody says where the traffic is.
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
    Observation resolved = Collisions.counted(WorkloadReferences.resolve(observation));
    Decision decision = Collisions.adopting(resolved, decideResolved(resolved, now));
    return WorkloadReferences.complete(observation, decision);
  }

  private static Decision decideResolved(Observation observation, Instant now) {
    List<String> problems = RolloutValidator.validate(observation).problems();
    RolloutSpec spec = observation.rollout().getSpec();
    RolloutStrategy strategy = spec == null ? null : spec.strategy();
    PodTemplateSpec template = spec == null ? null : spec.template();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    BlueGreenStrategy blueGreen = strategy == null ? null : strategy.blueGreen();
    if ((canary == null) == (blueGreen == null)) {
      return reject(observation, problems, now);
    }
    if (template != null && problems.isEmpty()) {
      return canary != null
          ? CanaryController.decide(observation, template, canary, now)
          : BlueGreenController.decide(observation, template, blueGreen, now);
    }
    return canary != null
        ? CanaryController.rescue(observation, canary, problems, now)
        : BlueGreenController.rescue(observation, blueGreen, problems, now);
  }

  private static Decision reject(Observation observation, List<String> problems, Instant now) {
    RolloutStatus before = RolloutStatus.of(observation.rollout());
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
