package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentSpec;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.argo.rollout.ExperimentStep;
import dev.serin.argo.rollout.ExperimentStepTemplate;
import dev.serin.argo.rollout.TemplateService;
import dev.serin.rollout.analysis.Arguments;
import dev.serin.rollout.replicas.NewReplicaSet;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Experiment of a step: its templates are those of the two versions, as the step has them. */
final class NewExperiment {
  private NewExperiment() {}

  /** Its name, before any suffix. */
  static String name(Situation s, int index) {
    return "%s-%s-%d-%d".formatted(s.name(), s.versions().hash(), s.versions().revision(), index);
  }

  static Experiment of(String name, ExperimentStep step, Situation s) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (s.rollout().getMetadata().getLabels() != null) {
      labels.putAll(s.rollout().getMetadata().getLabels());
    }
    labels.put(ArgoNames.POD_TEMPLATE_HASH, s.versions().hash());
    Experiment experiment = new Experiment();
    experiment.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(s.rollout().getMetadata().getNamespace())
            .withLabels(labels)
            .addToAnnotations(ArgoNames.REVISION, Integer.toString(s.versions().revision()))
            .withOwnerReferences(NewReplicaSet.owner(s.rollout()))
            .build());
    experiment.setSpec(
        new ExperimentSpec(
            step.templates().stream().map(template -> template(template, s)).toList(),
            step.duration(),
            s.rollout().getSpec().progressDeadlineSeconds(),
            null,
            analyses(step, s),
            step.scaleDownDelaySeconds(),
            step.dryRun(),
            List.of(),
            step.analysisRunMetadata(),
            Map.of()));
    return experiment;
  }

  private static ExperimentTemplate template(ExperimentStepTemplate step, Situation s) {
    ReplicaSet set =
        "stable".equals(step.specRef()) ? s.versions().stable() : s.versions().current();
    PodTemplateSpec template = set == null ? null : set.getSpec().getTemplate();
    LabelSelector selector =
        step.selector() != null
            ? step.selector()
            : set == null ? null : set.getSpec().getSelector();
    MetadataPatch metadata = step.metadata();
    if (metadata != null && template != null) {
      template =
          new PodTemplateSpecBuilder(template)
              .editOrNewMetadata()
              .addToLabels(metadata.labels())
              .addToAnnotations(metadata.annotations())
              .endMetadata()
              .build();
      selector =
          new LabelSelectorBuilder(selector == null ? new LabelSelector() : selector)
              .addToMatchLabels(metadata.labels())
              .build();
    }
    TemplateService service =
        step.service() != null
            ? step.service()
            : step.weight() == null ? null : new TemplateService(null, Map.of());
    return new ExperimentTemplate(
        step.name(),
        step.replicas(),
        set == null ? null : minReady(set),
        selector,
        template,
        service,
        Map.of());
  }

  private static @Nullable Integer minReady(ReplicaSet set) {
    int seconds = ReplicaSets.minReadySeconds(set);
    return seconds == 0 ? null : Integer.valueOf(seconds);
  }

  private static List<ExperimentAnalysis> analyses(ExperimentStep step, Situation s) {
    String stable = ReplicaSets.hash(s.versions().stable());
    return step.analyses().stream()
        .filter(Objects::nonNull)
        .map(
            analysis ->
                new ExperimentAnalysis(
                    analysis.name(),
                    analysis.templateName(),
                    analysis.clusterScope(),
                    Arguments.given(analysis.args(), s.rollout(), stable, s.versions().hash()),
                    analysis.requiredForCompletion(),
                    Map.of()))
        .toList();
  }
}
