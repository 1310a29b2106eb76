package dev.serin.rollout.change;

import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.replicas.PodTemplateHash;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning and the end of a change of version, and the wishes of operators in between.
 *
 * <p>Algorithm of {@link #begin}:
 *
 * <ol>
 *   <li>Another template or other steps than the status was made for: forget pauses, abort, full
 *       promotion and analyses; go to the first step, or behind the last when there is nothing to
 *       replace (first deployment, or back to the stable template) or the way back is short enough
 *       ({@link Rollbacks}).
 *   <li>abort taken back (retry): the same, but for the template.
 *   <li>Full promotion: forget the abort before it and pauses, go behind the last step. An abort
 *       that comes after it wins.
 *   <li>A pause of the controller's whose conditions somebody has emptied: the rollout is resumed.
 * </ol>
 */
public final class Lifecycle {
  private Lifecycle() {}

  /** Notices what is new. */
  public static void begin(Pass p, Draft d) {
    RolloutStatus status = d.status();
    if (status.observedGeneration() == null && status.conditions().isEmpty()) {
      d.event(
          Reasons.ROLLOUT_ADDED,
          "Rollout resource added to informer: %s/%s"
              .formatted(p.rollout().getMetadata().getNamespace(), p.name()));
    }
    Optional<String> steps = p.change().stepHash();
    boolean newTemplate = !p.versions().hash().equals(status.currentPodHash());
    boolean newSteps =
        steps.filter(hash -> stepsChanged(status.currentStepHash(), hash)).isPresent();
    d.update(b -> b.currentPodHash(p.versions().hash()).currentStepHash(steps.orElse(null)));
    if (newTemplate || newSteps) {
      reset(p, d, newTemplate);
    }
    if (retried(d)) {
      d.update(b -> b.abort(null).abortedAt(null).currentStepIndex(firstStep(p, d)));
      forgetJudgements(d);
      d.progressed();
    }
    if (d.status().aborted() && d.status().abortedAt() == null) {
      // An abort that is not settled yet is the newer wish of the two, and the safer one.
      d.update(b -> b.promoteFull(null));
    }
    if (d.status().fullPromotion()) {
      boolean needed = !stable(p, d);
      d.update(
          b ->
              b.promoteFull(needed ? true : null)
                  .abort(null)
                  .abortedAt(null)
                  .currentStepIndex(p.change().steps()));
      Pauses.clear(d);
    }
    clamp(p, d);
  }

  /** Whether the current version is the one that serves as stable. */
  public static boolean stable(Pass p, Draft d) {
    return p.versions().hash().equals(d.status().stableRS());
  }

  /** Somebody has taken the abort back: what the runs before it have found is history. */
  public static boolean retried(Draft d) {
    return !d.status().aborted() && d.status().abortedAt() != null;
  }

  /** Whether there is a stable version to go back to, and another one on its way. */
  public static boolean underWay(Pass p, Draft d) {
    String stable = d.status().stableRS();
    return stable != null && !stable.isEmpty() && !stable(p, d);
  }

  /** Whether nothing was stable before: there is nothing to replace. */
  public static boolean firstDeployment(Draft d) {
    String stable = d.status().stableRS();
    return stable == null || stable.isEmpty();
  }

  /**
   * Whether nobody judges the change: it was promoted whole, or it goes back where it came from.
   */
  public static boolean unjudged(Pass p, Draft d) {
    return d.status().fullPromotion() || Rollbacks.withinWindow(p, d);
  }

  /** Makes the current version the stable one. */
  public static void promote(Pass p, Draft d, String why) {
    d.update(
        b ->
            b.stableRS(p.versions().hash())
                .promoteFull(null)
                .abort(null)
                .abortedAt(null)
                .currentStepIndex(p.change().steps() == 0 ? null : p.change().steps()));
    BlueGreenStatus blueGreen = d.status().blueGreen();
    if (blueGreen != null) {
      d.update(b -> b.blueGreen(blueGreen.withCheckPoint(false)));
    }
    Pauses.clear(d);
    d.progressed();
    d.conclusion(
        RolloutEvent.Type.NORMAL,
        Reasons.ROLLOUT_COMPLETED,
        "Rollout completed update to revision %d (%s): %s"
            .formatted(p.versions().revision(), p.versions().hash(), why));
  }

  /** Index of the current step. */
  public static int index(Draft d) {
    Integer index = d.status().currentStepIndex();
    return index == null ? 0 : index;
  }

  private static void reset(Pass p, Draft d, boolean newTemplate) {
    boolean hadVersion = d.status().observedGeneration() != null;
    d.restart();
    Pauses.clear(d);
    forgetJudgements(d);
    d.update(b -> b.abort(null).abortedAt(null).promoteFull(null));
    d.update(b -> b.currentStepIndex(firstStep(p, d)));
    // All pods of another version are younger than any restart that was asked for.
    d.update(b -> b.restartedAt(p.rollout().getSpec().restartAt()));
    BlueGreenStatus blueGreen = d.status().blueGreen();
    if (blueGreen != null) {
      d.update(b -> b.blueGreen(blueGreen.withCheckPoint(false)));
    }
    if (!newTemplate) {
      return;
    }
    d.progressed();
    if (p.change().steps() > 0 && stable(p, d) && hadVersion) {
      d.event(Reasons.SKIP_STEPS, "Rollback to stable ReplicaSets");
    } else if (p.change().steps() > 0 && Rollbacks.withinWindow(p, d)) {
      d.event(Reasons.SKIP_STEPS, "Rollback to active ReplicaSets within RollbackWindow");
    }
    d.event(Reasons.ROLLOUT_UPDATED, "Rollout updated to revision " + p.versions().revision());
  }

  private static void forgetJudgements(Draft d) {
    Runs.forgetAll(d);
    CanaryStatus canary = d.status().canary();
    if (canary != null) {
      d.update(b -> b.canary(canary.withExperiment(null).withPlugins(List.of())));
    }
  }

  private static int firstStep(Pass p, Draft d) {
    return underWay(p, d) && !Rollbacks.withinWindow(p, d) ? 0 : p.change().steps();
  }

  /** An operator may have set any index. */
  private static void clamp(Pass p, Draft d) {
    int index = Math.max(0, Math.min(index(d), p.change().steps()));
    d.update(b -> b.currentStepIndex(p.change().steps() == 0 ? null : index));
  }

  private static boolean stepsChanged(@Nullable String before, String now) {
    return before != null && PodTemplateHash.madeHere(before) && !before.equals(now);
  }
}
