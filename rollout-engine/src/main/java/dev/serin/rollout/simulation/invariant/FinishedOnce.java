package dev.serin.rollout.simulation.invariant;

import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What was interrupted is finished, and once: what is seen to exist is not made again, a revision
 * has one number, a change does not return to a step that it has done, and at the end nothing is
 * left to do, not even for a controller that starts anew.
 */
final class FinishedOnce extends Invariant {
  FinishedOnce() {
    super("what is interrupted is finished once");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    for (Action action : decision.others()) {
      if (action instanceof Action.CreateReplicaSet create) {
        String version = ReplicaSets.hash(create.replicaSet());
        check(seen.set(version) == null, "version %s is made again", version);
      } else if (action instanceof Action.CreateAnalysisRun create) {
        String name = create.analysisRun().getMetadata().getName();
        check(
            seen.observation().analysisRuns().stream()
                .noneMatch(run -> run.getMetadata().getName().equals(name)),
            "%s is made again",
            name);
      }
    }
    steps(seen.status(), decision.status());
  }

  private void steps(RolloutStatus before, RolloutStatus after) {
    Integer was = before.currentStepIndex();
    Integer is = after.currentStepIndex();
    boolean sameChange =
        Objects.equals(before.currentPodHash(), after.currentPodHash())
            && Objects.equals(before.currentStepHash(), after.currentStepHash())
            && Objects.equals(before.stableRS(), after.stableRS())
            && !before.aborted()
            && before.abortedAt() == null
            && !after.aborted();
    check(
        !sameChange || was == null || is == null || is >= was,
        "the change returns from step %s to step %s",
        String.valueOf(was),
        String.valueOf(is));
  }

  @Override
  void atRest(Seen seen, Decision decision) {
    Set<Integer> revisions = new HashSet<>();
    for (ReplicaSet set : seen.sets()) {
      int revision = ReplicaSets.revision(set);
      check(revisions.add(revision), "revision %d is there twice", revision);
    }
    check(decision.actions().isEmpty(), "at rest there is left %s", decision.actions());
    check(decision.status().equals(seen.status()), "at rest the status is to change");
  }
}
