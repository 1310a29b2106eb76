package dev.serin.rollout.replicas;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ReplicaSet of a new version: without pods at first, and owned by the Rollout. */
public final class NewReplicaSet {
  /** Annotations of a Rollout that say nothing about its ReplicaSets. */
  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          ArgoNames.REVISION,
          ArgoNames.REVISION_HISTORY,
          ArgoNames.DESIRED_REPLICAS,
          "notified.notifications.argoproj.io");

  private NewReplicaSet() {}

  /** Makes it. */
  public static ReplicaSet of(
      Rollout rollout, PodTemplateSpec template, String hash, int revision, int desiredReplicas) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (rollout.getMetadata().getAnnotations() != null) {
      annotations.putAll(rollout.getMetadata().getAnnotations());
    }
    annotations.keySet().removeAll(NOT_COPIED);
    annotations.put(ArgoNames.REVISION, Integer.toString(revision));
    annotations.put(ArgoNames.DESIRED_REPLICAS, Integer.toString(desiredReplicas));
    PodTemplateSpec labelled =
        new PodTemplateSpecBuilder(template)
            .editOrNewMetadata()
            .addToLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
            .endMetadata()
            .build();
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(rollout.getMetadata().getName() + "-" + hash)
        .withNamespace(rollout.getMetadata().getNamespace())
        .withLabels(labelled.getMetadata().getLabels())
        .withAnnotations(annotations)
        .withOwnerReferences(owner(rollout))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withMinReadySeconds(rollout.getSpec().minReadySeconds())
        .withSelector(selector(rollout.getSpec().selector(), hash))
        .withTemplate(labelled)
        .endSpec()
        .build();
  }

  /** The reference by which a Rollout owns what it makes. */
  public static OwnerReference owner(Rollout rollout) {
    return new OwnerReferenceBuilder()
        .withApiVersion(ArgoNames.API_VERSION)
        .withKind("Rollout")
        .withName(rollout.getMetadata().getName())
        .withUid(rollout.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static LabelSelector selector(@Nullable LabelSelector selector, String hash) {
    return (selector == null ? new LabelSelectorBuilder() : new LabelSelectorBuilder(selector))
        .addToMatchLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
        .build();
  }
}
