package dev.serin.rollout.experiment;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.rollout.replicas.PodTemplateHash;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ReplicaSets of an Experiment: one for each template, found by an annotation. */
final class ExperimentReplicaSet {
  private ExperimentReplicaSet() {}

  /** That of a template. */
  static Optional<ReplicaSet> find(String template, Draft d) {
    return d.seen().replicaSets().stream()
        .filter(set -> belongs(set, template, d.experiment()))
        .min(Comparator.comparing(ReplicaSets::name));
  }

  /** Makes that of a template, without pods. */
  static ReplicaSet of(
      ExperimentTemplate template, @Nullable Integer collisionCount, Experiment experiment) {
    PodTemplateSpec plain =
        new PodTemplateSpecBuilder(Objects.requireNonNull(template.template()))
            .editOrNewMetadata()
            .removeFromLabels(ArgoNames.POD_TEMPLATE_HASH)
            .endMetadata()
            .build();
    String hash = PodTemplateHash.of(plain, collisionCount);
    PodTemplateSpec labelled =
        new PodTemplateSpecBuilder(plain)
            .editMetadata()
            .addToLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
            .endMetadata()
            .build();
    LabelSelector selector =
        new LabelSelectorBuilder(Objects.requireNonNull(template.selector()))
            .addToMatchLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
            .build();
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(experiment.getMetadata().getName() + "-" + template.name())
        .withNamespace(experiment.getMetadata().getNamespace())
        .withLabels(labelled.getMetadata().getLabels())
        .withAnnotations(annotations(template, experiment))
        .withOwnerReferences(owner(experiment))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withMinReadySeconds(template.minReadySeconds())
        .withSelector(selector)
        .withTemplate(labelled)
        .endSpec()
        .build();
  }

  /** Whether an object is the Experiment's, for a template. */
  static boolean belongs(HasMetadata object, @Nullable String template, Experiment experiment) {
    return controlled(object, experiment)
        && annotation(object, ArgoNames.EXPERIMENT_NAME, experiment.getMetadata().getName())
        && annotation(object, ArgoNames.EXPERIMENT_TEMPLATE, template);
  }

  /** Marks an object as the Experiment's, for a template. */
  static Map<String, String> annotations(ExperimentTemplate template, Experiment experiment) {
    return Map.of(
        ArgoNames.EXPERIMENT_NAME,
        experiment.getMetadata().getName(),
        ArgoNames.EXPERIMENT_TEMPLATE,
        String.valueOf(template.name()));
  }

  /** The reference by which an Experiment owns what it makes. */
  static OwnerReference owner(Experiment experiment) {
    return new OwnerReferenceBuilder()
        .withApiVersion(ArgoNames.API_VERSION)
        .withKind("Experiment")
        .withName(experiment.getMetadata().getName())
        .withUid(experiment.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static boolean annotation(HasMetadata object, String key, @Nullable String value) {
    return ReplicaSets.annotation(object, key).equals(value);
  }

  private static boolean controlled(HasMetadata object, Experiment experiment) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return owners != null
        && owners.stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .anyMatch(owner -> experiment.getMetadata().getUid().equals(owner.getUid()));
  }
}
