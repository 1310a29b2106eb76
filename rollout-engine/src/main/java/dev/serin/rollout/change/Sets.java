package dev.serin.rollout.change;

import dev.serin.argo.MetadataPatch;
import dev.serin.argo.rollout.AntiAffinity;
import dev.serin.rollout.Action.SetMinReadySeconds;
import dev.serin.rollout.Action.SetReplicas;
import dev.serin.rollout.replicas.NewReplicaSet;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import org.jspecify.annotations.Nullable;

/** Sees to it that the wanted version has a ReplicaSet, and that it is up to date. */
public final class Sets {
  private Sets() {}

  /**
   * Creates the ReplicaSet of the wanted version, or brings it up to date.
   *
   * @param antiAffinity keeps it off the nodes of the stable version
   * @param ofNew metadata of pods on their way
   * @param ofStable metadata of stable pods
   */
  public static void plan(
      Pass p,
      Draft d,
      PodTemplateSpec template,
      @Nullable AntiAffinity antiAffinity,
      @Nullable MetadataPatch ofNew,
      @Nullable MetadataPatch ofStable) {
    if (p.rollout().getSpec().replicas() == null) {
      d.act(new SetReplicas(p.change().replicas()));
    }
    ReplicaSet current = p.current();
    if (current != null) {
      Scaling.revise(p, d, current);
      Integer given = p.rollout().getSpec().minReadySeconds();
      int seconds = given == null ? 0 : given;
      if (seconds != ReplicaSets.minReadySeconds(current)) {
        d.act(new SetMinReadySeconds(ReplicaSets.name(current), seconds));
      }
    } else if (!p.change().paused()) {
      Scaling.create(p, d, made(p, d, template, antiAffinity, ofNew, ofStable));
    }
    PodMetadata.plan(p, d, ofNew, ofStable);
  }

  private static ReplicaSet made(
      Pass p,
      Draft d,
      PodTemplateSpec template,
      @Nullable AntiAffinity antiAffinity,
      @Nullable MetadataPatch ofNew,
      @Nullable MetadataPatch ofStable) {
    MetadataPatch first = PodMetadata.first(p, d, ofNew, ofStable);
    String stable = d.status().stableRS();
    PodTemplateSpec labelled =
        antiAffinity != null && stable != null && Lifecycle.underWay(p, d)
            ? NewReplicaSet.apartFrom(template, antiAffinity, p.rollout(), stable)
            : template;
    return NewReplicaSet.of(
        p.rollout(),
        labelled,
        p.versions().hash(),
        p.versions().revision(),
        p.change().replicas(),
        first,
        PodMetadata.text(first));
  }
}
