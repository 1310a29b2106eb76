package dev.serin.argo.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The patches by which operators promote, abort, retry, pause and restart: the same, byte for byte
 * in meaning, as those of Argo Rollouts' kubectl plugin, so that any controller of the contract
 * obeys them.
 *
 * <p>Invariant: a request that would change nothing is refused with a reason; it never becomes a
 * patch that does harm later.
 */
public final class OperatorPatches {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private OperatorPatches() {}

  /** Goes back to the stable version. */
  public static OperatorPatch abort() {
    return status(JSON.objectNode().put("abort", true), "asked to go back to the stable version");
  }

  /** Tries the new version again. */
  public static OperatorPatch retry(Rollout rollout) {
    if (!RolloutStatus.of(rollout).aborted()) {
      throw new OperatorException(name(rollout) + " is not aborted, so there is nothing to retry");
    }
    return status(JSON.objectNode().put("abort", false), "asked to try the new version again");
  }

  /** Holds the rollout until it is promoted. */
  public static OperatorPatch pause(Rollout rollout) {
    if (pausedByOperator(rollout)) {
      throw new OperatorException(name(rollout) + " is paused already");
    }
    return spec(JSON.objectNode().put("paused", true), "paused; 'promote' lets it go on");
  }

  /** Restarts all pods that are older than a time, a few at a time. */
  public static OperatorPatch restart(Instant at) {
    return spec(
        JSON.objectNode().put("restartAt", WireTime.format(at)),
        "asked to restart its pods at " + WireTime.format(at));
  }

  /**
   * The patches of a promotion, in their order.
   *
   * @throws OperatorException if there is nothing to promote
   */
  public static List<OperatorPatch> promote(Rollout rollout, Promotion promotion) {
    return switch (promotion) {
      case NEXT -> next(rollout);
      case FULL -> full(rollout);
      case SKIP_CURRENT_STEP -> List.of(skipTo(rollout, currentStep(rollout) + 1));
      case SKIP_ALL_STEPS -> List.of(skipTo(rollout, CanaryStrategy.stepsOf(rollout).size()));
    };
  }

  private static List<OperatorPatch> next(Rollout rollout) {
    List<OperatorPatch> patches = new ArrayList<>();
    if (pausedByOperator(rollout)) {
      patches.add(unpause());
    }
    boolean waiting = !RolloutStatus.of(rollout).pauseConditions().isEmpty();
    if (waiting || patches.isEmpty()) {
      patches.add(waiting ? pastPause(rollout) : pastStep(rollout));
    }
    return patches;
  }

  private static OperatorPatch pastPause(Rollout rollout) {
    RolloutStatus status = RolloutStatus.of(rollout);
    ObjectNode body = JSON.objectNode().putNull("pauseConditions");
    boolean inconclusive =
        status.pausedByController()
            && stepRun(status).filter(AnalysisPhase.INCONCLUSIVE::equals).isPresent();
    if (inconclusive) {
      return status(
          body.put("controllerPause", false).put("currentStepIndex", currentStep(rollout) + 1),
          "promoted past the inconclusive analysis of " + step(rollout));
    }
    return status(body, "promoted past the pause of " + step(rollout));
  }

  private static OperatorPatch pastStep(Rollout rollout) {
    if (finished(rollout)) {
      throw new OperatorException(
          name(rollout) + " has no change in progress, so nothing to promote");
    }
    int count = CanaryStrategy.stepsOf(rollout).size();
    if (count == 0) {
      throw new OperatorException(
          name(rollout)
              + " has no steps and waits for nobody; a full promotion ends it without analyses");
    }
    return status(
        JSON.objectNode()
            .putNull("pauseConditions")
            .put("currentStepIndex", Math.min(currentStep(rollout) + 1, count)),
        "promoted past " + step(rollout));
  }

  private static List<OperatorPatch> full(Rollout rollout) {
    if (finished(rollout)) {
      throw new OperatorException(
          name(rollout) + " has no change in progress, so nothing to promote");
    }
    List<OperatorPatch> patches = new ArrayList<>();
    if (pausedByOperator(rollout)) {
      patches.add(unpause());
    }
    patches.add(
        status(
            JSON.objectNode().put("promoteFull", true),
            "promoted fully, past all steps, pauses and analyses"));
    return patches;
  }

  private static OperatorPatch skipTo(Rollout rollout, int index) {
    int count = CanaryStrategy.stepsOf(rollout).size();
    if (count == 0) {
      throw new OperatorException(name(rollout) + " has no steps to skip");
    }
    if (currentStep(rollout) >= count) {
      throw new OperatorException(name(rollout) + " is past its last step already");
    }
    return status(
        JSON.objectNode().put("currentStepIndex", index),
        index >= count ? "skipped all steps" : "skipped " + step(rollout));
  }

  private static OperatorPatch unpause() {
    return spec(JSON.objectNode().put("paused", false), "goes on, no longer paused");
  }

  private static OperatorPatch spec(ObjectNode fields, String asked) {
    return new OperatorPatch(Part.SPEC, JSON.objectNode().set("spec", fields), asked);
  }

  private static OperatorPatch status(ObjectNode fields, String asked) {
    return new OperatorPatch(Part.STATUS, JSON.objectNode().set("status", fields), asked);
  }

  private static Optional<AnalysisPhase> stepRun(RolloutStatus status) {
    return Optional.ofNullable(status.canary())
        .map(CanaryStatus::currentStepAnalysisRunStatus)
        .map(AnalysisRunReference::status);
  }

  private static boolean finished(Rollout rollout) {
    RolloutStatus status = RolloutStatus.of(rollout);
    return status.currentPodHash() != null
        && Objects.equals(status.currentPodHash(), status.stableRS());
  }

  private static boolean pausedByOperator(Rollout rollout) {
    RolloutSpec spec = rollout.getSpec();
    return spec != null && Boolean.TRUE.equals(spec.paused());
  }

  private static String step(Rollout rollout) {
    int count = CanaryStrategy.stepsOf(rollout).size();
    return count == 0 ? "the change" : "step " + (currentStep(rollout) + 1) + " of " + count;
  }

  private static int currentStep(Rollout rollout) {
    return Objects.requireNonNullElse(RolloutStatus.of(rollout).currentStepIndex(), 0);
  }

  private static String name(Rollout rollout) {
    return "'" + rollout.getMetadata().getName() + "'";
  }
}
