package dev.serin.rollout.validation;

import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.rollout.Durations;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules for what a canary says about itself. */
final class CanaryRules {
  private static final String NOT_YET = " is not supported yet by this version";

  private static final List<String> SUPPORTED =
      List.of("setWeight", "pause", "analysis", "setHeaderRoute", "setMirrorRoute");

  private CanaryRules() {}

  /** What has to be right before anything can be worked out. */
  static void numbers(CanaryStrategy canary, Problems problems) {
    count("spec.strategy.canary.maxSurge", canary.maxSurge(), problems);
    count("spec.strategy.canary.maxUnavailable", canary.maxUnavailable(), problems);
    int most = most(canary);
    for (int i = 0; i < canary.steps().size(); i++) {
      String field = "spec.strategy.canary.steps[" + i + "]";
      Integer weight = canary.steps().get(i).setWeight();
      if (weight != null && (weight < 0 || weight > most)) {
        problems.invalid(
            field + ".setWeight", weight, "SetWeight needs to be between 0 and " + most);
      }
      CanaryPause pause = canary.steps().get(i).pause();
      if (pause != null && pause.duration() != null && !isDuration(pause.duration())) {
        problems.invalid(
            field + ".pause.duration",
            String.valueOf(pause.duration().getValue()),
            "must be seconds, or text such as 30s, 5m, 1h");
      }
    }
    notNegative("scaleDownDelaySeconds", canary.scaleDownDelaySeconds(), problems);
    notNegative("abortScaleDownDelaySeconds", canary.abortScaleDownDelaySeconds(), problems);
    notNegative("minPodsPerReplicaSet", canary.minPodsPerReplicaSet(), problems);
  }

  static void check(CanaryStrategy canary, Problems problems) {
    for (int i = 0; i < canary.steps().size(); i++) {
      step(i, canary.steps().get(i), problems);
    }
    TrafficRules.check(canary, problems);
    if (canary.trafficRouting() == null && canary.scaleDownDelaySeconds() != null) {
      problems.invalid(
          "spec.strategy.canary.scaleDownDelaySeconds",
          canary.scaleDownDelaySeconds(),
          "canary scaleDownDelaySeconds can only be used with traffic routing");
    }
    Map<String, @Nullable Object> later = new LinkedHashMap<>();
    later.put("antiAffinity", canary.antiAffinity());
    later.put("canaryMetadata", canary.canaryMetadata());
    later.put("stableMetadata", canary.stableMetadata());
    later.put("dynamicStableScale", Boolean.TRUE.equals(canary.dynamicStableScale()) ? true : null);
    later.put("pingPong", canary.pingPong());
    later.put("replicaProgressThreshold", canary.replicaProgressThreshold());
    later.forEach(
        (name, value) -> {
          if (value != null) {
            problems.add("spec.strategy.canary." + name + NOT_YET);
          }
        });
  }

  private static void step(int index, CanaryStep step, Problems problems) {
    Map<String, @Nullable Object> kinds = new LinkedHashMap<>();
    kinds.put("setWeight", step.setWeight());
    kinds.put("pause", step.pause());
    kinds.put("analysis", step.analysis());
    kinds.put("setCanaryScale", step.setCanaryScale());
    kinds.put("experiment", step.experiment());
    kinds.put("setHeaderRoute", step.setHeaderRoute());
    kinds.put("setMirrorRoute", step.setMirrorRoute());
    kinds.put("plugin", step.plugin());
    step.unknown().keySet().forEach(name -> kinds.put(name, true));
    List<String> present =
        kinds.entrySet().stream()
            .filter(kind -> Objects.nonNull(kind.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (present.size() != 1) {
      problems.invalid(
          "spec.strategy.canary.steps[" + index + "]",
          String.join(", ", present),
          "step must have one of the following set: setWeight, pause, analysis");
      return;
    }
    String kind = present.get(0);
    if (!SUPPORTED.contains(kind)) {
      problems.add("step " + (index + 1) + ": " + kind + NOT_YET);
    }
    if (step.analysis() != null && step.analysis().templates().isEmpty()) {
      problems.required(
          "spec.strategy.canary.steps[" + index + "].analysis.templates", "at least one template");
    }
  }

  private static int most(CanaryStrategy canary) {
    Integer most =
        canary.trafficRouting() == null ? null : canary.trafficRouting().maxTrafficWeight();
    return most == null ? 100 : most;
  }

  private static void count(String field, @Nullable IntOrString value, Problems problems) {
    if (value == null) {
      return;
    }
    boolean number = value.getIntVal() != null && value.getIntVal() >= 0;
    boolean percentage = value.getStrVal() != null && value.getStrVal().matches("\\d{1,3}%?");
    if (!number && !percentage) {
      problems.invalid(
          field, String.valueOf(value.getValue()), "must be a number of pods or a percentage");
    }
  }

  private static boolean isDuration(IntOrString duration) {
    return duration.getIntVal() != null
        ? duration.getIntVal() >= 0
        : duration.getStrVal() != null && Durations.valid(duration.getStrVal());
  }

  private static void notNegative(String name, @Nullable Integer value, Problems problems) {
    if (value != null && value < 0) {
      problems.invalid("spec.strategy.canary." + name, value, "must be greater than or equal to 0");
    }
  }
}
