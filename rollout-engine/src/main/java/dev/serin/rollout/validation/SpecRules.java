package dev.serin.rollout.validation;

import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Observation;
import dev.serin.rollout.status.Selectors;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for what all Rollouts have: numbers, selector, pods. */
final class SpecRules {
  private static final String TEMPLATE = "spec.template";
  private static final Set<String> WORKLOADS =
      Set.of("apps/Deployment", "apps/ReplicaSet", "/PodTemplate");

  private SpecRules() {}

  static void numbers(RolloutSpec spec, Problems problems) {
    notNegative("spec.replicas", spec.replicas(), problems);
    notNegative("spec.minReadySeconds", spec.minReadySeconds(), problems);
    notNegative("spec.revisionHistoryLimit", spec.revisionHistoryLimit(), problems);
    int deadline = spec.progressDeadlineSeconds() == null ? 600 : spec.progressDeadlineSeconds();
    int ready = spec.minReadySeconds() == null ? 0 : spec.minReadySeconds();
    notNegative("spec.progressDeadlineSeconds", deadline, problems);
    if (deadline <= ready) {
      problems.invalid(
          "spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }
  }

  static void pods(Observation observation, Problems problems) {
    RolloutSpec spec = observation.rollout().getSpec();
    if (spec.workloadRef() != null) {
      workload(observation, problems);
      if (observation.surroundings().workload().isEmpty()) {
        return;
      }
    } else if (spec.template() == null) {
      problems.required(TEMPLATE, "the pods of the wanted version");
    }
    selector(spec, problems);
    if (spec.template() != null) {
      containers(spec.template(), problems);
    }
  }

  private static void workload(Observation observation, Problems problems) {
    RolloutSpec spec = observation.rollout().getSpec();
    var reference = spec.workloadRef();
    String version = String.valueOf(reference == null ? null : reference.apiVersion());
    String kind = String.valueOf(reference == null ? null : reference.kind());
    String name = String.valueOf(reference == null ? null : reference.name());
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    boolean resolved = observation.surroundings().workload().isPresent();
    if (!resolved && labelled(spec.template())) {
      problems.add(
          TEMPLATE + ": Internal error: template must be empty for workload reference rollout");
    }
    if (!WORKLOADS.contains(group + "/" + kind)) {
      problems.invalid(
          "spec.workloadRef",
          version + " " + kind,
          "workload of type " + group + "/" + kind + " is not supported");
    } else if (!resolved) {
      problems.invalid("spec.workloadRef", name, kind + " \"" + name + "\" not found");
    }
  }

  private static boolean labelled(@Nullable PodTemplateSpec template) {
    return template != null
        && template.getMetadata() != null
        && !(isEmpty(template.getMetadata().getLabels())
            && isEmpty(template.getMetadata().getAnnotations()));
  }

  private static boolean isEmpty(@Nullable Map<String, String> map) {
    return map == null || map.isEmpty();
  }

  private static void selector(RolloutSpec spec, Problems problems) {
    LabelSelector selector = spec.selector();
    if (selector == null) {
      problems.required("spec.selector", "Rollout has missing field '.spec.selector'");
      return;
    }
    String text = Selectors.text(selector);
    if (text.isEmpty()) {
      problems.invalid("spec.selector", "", "empty selector is invalid for deployment");
      return;
    }
    PodTemplateSpec template = spec.template();
    Map<String, String> labels =
        template == null || template.getMetadata() == null
            ? null
            : template.getMetadata().getLabels();
    if (template != null && !Selectors.matches(selector, labels == null ? Map.of() : labels)) {
      problems.invalid(
          TEMPLATE + ".metadata.labels",
          labels == null ? Map.of() : labels,
          "`selector` does not match template `labels`");
    }
  }

  private static void containers(PodTemplateSpec template, Problems problems) {
    List<Container> containers =
        template.getSpec() == null ? List.of() : template.getSpec().getContainers();
    String field = TEMPLATE + ".spec.containers";
    if (containers.isEmpty()) {
      problems.required(field, "at least one container");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      Container container = containers.get(i);
      String at = field + "[" + i + "]";
      if (container.getName() == null || container.getName().isEmpty()) {
        problems.required(at + ".name", "a name");
      } else if (!names.add(container.getName())) {
        problems.add(at + ".name: Duplicate value: \"" + container.getName() + "\"");
      }
      if (container.getImage() == null || container.getImage().isBlank()) {
        problems.required(at + ".image", "an image");
      }
    }
    String policy = template.getSpec() == null ? null : template.getSpec().getRestartPolicy();
    if (policy != null && !policy.isEmpty() && !policy.equals("Always")) {
      problems.add(
          TEMPLATE
              + ".spec.restartPolicy: Unsupported value: \""
              + policy
              + "\": supported values: \"Always\"");
    }
  }

  static void notNegative(String field, @Nullable Integer value, Problems problems) {
    if (value != null && value < 0) {
      problems.invalid(field, value, "must be greater than or equal to 0");
    }
  }
}
