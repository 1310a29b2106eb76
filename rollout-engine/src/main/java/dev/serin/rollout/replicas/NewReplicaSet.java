package dev.serin.rollout.replicas;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.rollout.AntiAffinity;
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
import java.util.Optional;
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

  /** The template with a rule that keeps its pods off the nodes of another version. */
  public static PodTemplateSpec apartFrom(
      PodTemplateSpec template, AntiAffinity rule, Rollout rollout, String hash) {
    String namespace = String.valueOf(rollout.getMetadata().getNamespace());
    return AntiAffinities.inject(template, rule, namespace, hash);
  }

  /** Makes it, for pods without metadata for a while. */
  public static ReplicaSet of(
      Rollout rollout, PodTemplateSpec template, String hash, int revision, int desiredReplicas) {
    MetadataPatch nothing = new MetadataPatch(Map.of(), Map.of(), Map.of());
    return of(rollout, template, hash, revision, desiredReplicas, nothing, Optional.empty());
  }

  /**
   * Makes it.
   *
   * @param metadata labels and annotations that its pods have for a while
   * @param remembered the same as text
   */
  public static ReplicaSet of(
      Rollout rollout,
      PodTemplateSpec template,
      String hash,
      int revision,
      int desiredReplicas,
      MetadataPatch metadata,
      Optional<String> remembered) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (rollout.getMetadata().getAnnotations() != null) {
      annotations.putAll(rollout.getMetadata().getAnnotations());
    }
    annotations.keySet().removeAll(NOT_COPIED);
    annotations.put(ArgoNames.REVISION, Integer.toString(revision));
    annotations.put(ArgoNames.DESIRED_REPLICAS, Integer.toString(desiredReplicas));
    remembered.ifPresent(text -> annotations.put(ArgoNames.EPHEMERAL_METADATA, text));
    PodTemplateSpec labelled =
        new PodTemplateSpecBuilder(template)
            .editOrNewMetadata()
            .addToLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
            .addToLabels(metadata.labels())
            .addToAnnotations(metadata.annotations())
            .endMetadata()
            .build();
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(rollout.getMetadata().getName() + "-" + hash)
        .withNamespace(rollout.getMetadata().getNamespace())
        .withLabels(labels(template, hash))
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

  private static Map<String, String> labels(PodTemplateSpec template, String hash) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (template.getMetadata() != null && template.getMetadata().getLabels() != null) {
      labels.putAll(template.getMetadata().getLabels());
    }
    labels.put(ArgoNames.POD_TEMPLATE_HASH, hash);
    return labels;
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
