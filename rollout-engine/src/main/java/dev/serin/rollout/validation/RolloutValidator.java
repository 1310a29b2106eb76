package dev.serin.rollout.validation;

import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Observation;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;

/**
 * Finds everything that is wrong with a Rollout, at once: fields that make no sense, features that
 * this version does not have (by name), and objects that are referred to and absent.
 */
public final class RolloutValidator {

  /**
   * The outcome.
   *
   * @param problems one sentence each, with the field; empty when all is well
   */
  public record Verdict(List<String> problems) {}

  private RolloutValidator() {}

  /** Validates. */
  public static Verdict validate(Observation observation) {
    Problems problems = new Problems();
    RolloutSpec spec = observation.rollout().getSpec();
    if (spec == null) {
      problems.required("spec", "a Rollout without specification does nothing");
      return new Verdict(problems.all());
    }
    numbers(spec, problems);
    CanaryStrategy canary = spec.strategy() == null ? null : spec.strategy().canary();
    if (canary != null) {
      CanaryRules.numbers(canary, problems);
    }
    boolean readable = problems.none();
    template(spec, problems);
    strategy(spec, problems);
    if (canary != null) {
      CanaryRules.check(canary, problems);
      if (readable) {
        ReferenceRules.check(observation, canary, problems);
      }
    }
    return new Verdict(problems.all());
  }

  private static void numbers(RolloutSpec spec, Problems problems) {
    if (spec.replicas() != null && spec.replicas() < 0) {
      problems.invalid("spec.replicas", spec.replicas(), "must be greater than or equal to 0");
    }
    if (spec.minReadySeconds() != null && spec.minReadySeconds() < 0) {
      problems.invalid(
          "spec.minReadySeconds", spec.minReadySeconds(), "must be greater than or equal to 0");
    }
    int deadline = spec.progressDeadlineSeconds() == null ? 600 : spec.progressDeadlineSeconds();
    int ready = spec.minReadySeconds() == null ? 0 : spec.minReadySeconds();
    if (deadline <= ready) {
      problems.invalid(
          "spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }
  }

  private static void template(RolloutSpec spec, Problems problems) {
    if (spec.workloadRef() != null) {
      problems.add("spec.workloadRef is not supported yet by this version");
    } else if (spec.template() == null) {
      problems.required("spec.template", "the pods of the wanted version");
    }
    if (spec.restartAt() != null) {
      problems.add("spec.restartAt is not supported yet by this version");
    }
    if (spec.rollbackWindow() != null) {
      problems.add("spec.rollbackWindow is not supported yet by this version");
    }
    LabelSelector selector = spec.selector();
    Map<String, String> wanted = selector == null ? null : selector.getMatchLabels();
    if (wanted == null || wanted.isEmpty()) {
      problems.required("spec.selector.matchLabels", "the labels of the pods of all versions");
      return;
    }
    PodTemplateSpec template = spec.template();
    if (template != null) {
      Map<String, String> labels =
          template.getMetadata() == null ? null : template.getMetadata().getLabels();
      if (labels == null || !labels.entrySet().containsAll(wanted.entrySet())) {
        problems.invalid(
            "spec.template.metadata.labels",
            labels == null ? "" : labels,
            "`selector` does not match template `labels`");
      }
    }
  }

  private static void strategy(RolloutSpec spec, Problems problems) {
    if (spec.strategy() == null
        || (spec.strategy().canary() == null && spec.strategy().blueGreen() == null)) {
      problems.required("spec.strategy", "canary, the way in which versions replace each other");
    } else if (spec.strategy().blueGreen() != null) {
      problems.add("spec.strategy.blueGreen is not supported yet by this version");
    }
  }
}
