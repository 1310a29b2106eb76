package dev.serin.rollout.change;

import dev.serin.rollout.replicas.NewReplicaSet;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/** Sees to it that the wanted version has a ReplicaSet, and that it has the right number. */
public final class Sets {
  private Sets() {}

  /** Creates the ReplicaSet of the wanted version, or brings it up to date. */
  public static void plan(Pass p, Draft d, PodTemplateSpec template) {
    ReplicaSet current = p.current();
    if (current != null) {
      Scaling.revise(p, d, current);
    } else if (!p.change().paused()) {
      ReplicaSet made =
          NewReplicaSet.of(
              p.rollout(),
              template,
              p.versions().hash(),
              p.versions().revision(),
              p.change().replicas());
      Scaling.create(p, d, made);
    }
  }
}
