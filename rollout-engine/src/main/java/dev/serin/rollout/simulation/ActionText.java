package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import dev.serin.rollout.replicas.ReplicaSets;

/** Actions in words. */
final class ActionText {
  private ActionText() {}

  static String of(Action action) {
    if (action instanceof Action.SetRoute set) {
      return "sets the weight of the canary to %d %%".formatted(set.goal().canaryWeight());
    }
    if (action instanceof Action.PointService point) {
      return "points %s to %s".formatted(point.service(), point.podTemplateHash());
    }
    if (action instanceof Action.CreateReplicaSet create) {
      return "creates %s with %d pods of %s"
          .formatted(
              ReplicaSets.name(create.replicaSet()),
              ReplicaSets.wanted(create.replicaSet()),
              create
                  .replicaSet()
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .get(0)
                  .getImage());
    }
    if (action instanceof Action.ScaleReplicaSet scale) {
      return "scales %s to %d pods".formatted(scale.replicaSet(), scale.replicas());
    }
    if (action instanceof Action.CreateAnalysisRun create) {
      return "creates run " + create.analysisRun().getMetadata().getName();
    }
    if (action instanceof Action.CreateExperiment create) {
      return "creates experiment " + create.experiment().getMetadata().getName();
    }
    return action.toString();
  }
}
