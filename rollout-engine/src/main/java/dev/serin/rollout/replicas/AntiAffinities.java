package dev.serin.rollout.replicas;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.AntiAffinity;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;

/** Keeps the pods of a new version off the nodes of the stable one. */
final class AntiAffinities {
  private static final String HOST = "kubernetes.io/hostname";

  private AntiAffinities() {}

  /** The template with a rule against pods of another version. */
  static PodTemplateSpec inject(
      PodTemplateSpec template, AntiAffinity rule, String namespace, String stableHash) {
    PodAffinityTerm term =
        new PodAffinityTermBuilder()
            .withNewLabelSelector()
            .addNewMatchExpression()
            .withKey(ArgoNames.POD_TEMPLATE_HASH)
            .withOperator("In")
            .withValues(stableHash)
            .endMatchExpression()
            .endLabelSelector()
            .withNamespaces(namespace)
            .withTopologyKey(HOST)
            .build();
    var antiAffinity =
        new PodTemplateSpecBuilder(template)
            .editOrNewSpec()
            .editOrNewAffinity()
            .editOrNewPodAntiAffinity();
    if (rule.preferredDuringSchedulingIgnoredDuringExecution() != null) {
      Integer weight = rule.preferredDuringSchedulingIgnoredDuringExecution().weight();
      antiAffinity.addToPreferredDuringSchedulingIgnoredDuringExecution(
          new WeightedPodAffinityTerm(term, weight == null ? 1 : weight));
    } else {
      antiAffinity.addToRequiredDuringSchedulingIgnoredDuringExecution(term);
    }
    return antiAffinity.endPodAntiAffinity().endAffinity().endSpec().build();
  }

  /** The template without such rules, in place. */
  static void remove(PodTemplateSpec template) {
    Affinity affinity = template.getSpec() == null ? null : template.getSpec().getAffinity();
    PodAntiAffinity rules = affinity == null ? null : affinity.getPodAntiAffinity();
    if (affinity == null || rules == null) {
      return;
    }
    rules
        .getPreferredDuringSchedulingIgnoredDuringExecution()
        .removeIf(weighted -> injected(weighted.getPodAffinityTerm()));
    rules.getRequiredDuringSchedulingIgnoredDuringExecution().removeIf(AntiAffinities::injected);
    if (rules.getPreferredDuringSchedulingIgnoredDuringExecution().isEmpty()
        && rules.getRequiredDuringSchedulingIgnoredDuringExecution().isEmpty()) {
      affinity.setPodAntiAffinity(null);
    }
  }

  private static boolean injected(PodAffinityTerm term) {
    return term.getLabelSelector() != null
        && term.getLabelSelector().getMatchExpressions().stream()
            .anyMatch(expression -> ArgoNames.POD_TEMPLATE_HASH.equals(expression.getKey()));
  }
}
