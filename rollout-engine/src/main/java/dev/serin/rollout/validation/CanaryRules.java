package dev.serin.rollout.validation;

import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.ReplicaProgressThreshold;
import dev.serin.rollout.Durations;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for what a canary says about itself. */
final class CanaryRules {

  private static final String CANARY = "spec.strategy.canary";
  private static final Pattern METADATA =
      Pattern.compile("metadata\\.((labels|annotations)(\\['[^']+'])?|name|namespace|uid)");

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
    ExperimentStepRules.check(canary, most(canary), problems);
    TrafficRules.check(canary, problems);
    boolean routed = canary.trafficRouting() != null;
    boolean dynamic = Boolean.TRUE.equals(canary.dynamicStableScale());
    Integer delay = canary.scaleDownDelaySeconds();
    if (!routed && delay != null) {
      problems.invalid(
          CANARY + ".scaleDownDelaySeconds",
          delay,
          "Canary scaleDownDelaySeconds can only be used with traffic routing");
    }
    if (!routed && dynamic) {
      problems.invalid(
          CANARY + ".dynamicStableScale",
          true,
          "Canary dynamicStableScale can only be used with traffic routing");
    }
    if (routed && dynamic && delay != null) {
      problems.invalid(
          CANARY + ".dynamicStableScale",
          true,
          "Canary dynamicStableScale cannot be used with scaleDownDelaySeconds");
    }
    if (zero(canary.maxSurge()) && zero(canary.maxUnavailable())) {
      problems.invalid(CANARY + ".maxSurge", 0, "MaxSurge and MaxUnavailable both can not be zero");
    }
    threshold(canary.replicaProgressThreshold(), problems);
    StrategyRules.antiAffinity(CANARY, canary.antiAffinity(), problems);
  }

  private static boolean zero(@Nullable IntOrString value) {
    return value != null
        && (value.getIntVal() != null
            ? value.getIntVal() == 0
            : value.getStrVal() != null && value.getStrVal().matches("0+%?"));
  }

  private static void threshold(@Nullable ReplicaProgressThreshold threshold, Problems problems) {
    if (threshold == null) {
      return;
    }
    String field = CANARY + ".replicaProgressThreshold";
    String type = String.valueOf(threshold.type());
    if (!type.equals("Percent") && !type.equals("Pods")) {
      problems.add(
          field
              + ".type: Unsupported value: \""
              + type
              + "\": supported values: \"Percent\", \"Pods\"");
    }
    int value = threshold.value() == null ? 0 : threshold.value();
    if (value < 0 || (type.equals("Percent") && value > 100)) {
      problems.invalid(field + ".value", value, "must be between 0 and 100, or a number of pods");
    }
  }

  private static void step(int index, CanaryStep step, Problems problems) {
    String field = CANARY + ".steps[" + index + "]";
    boolean none =
        Stream.of(
                step.setWeight(),
                step.pause(),
                step.analysis(),
                step.setCanaryScale(),
                step.experiment(),
                step.setHeaderRoute(),
                step.setMirrorRoute(),
                step.plugin())
            .allMatch(Objects::isNull);
    long exclusive =
        Stream.of(step.setWeight(), step.pause(), step.experiment(), step.analysis())
            .filter(Objects::nonNull)
            .count();
    if (none || exclusive > 1) {
      problems.invalid(
          field,
          "step.Experiment: %s step.Pause: %s step.SetWeight: %s step.Analysis: %s"
              .formatted(
                  step.experiment() != null,
                  step.pause() != null,
                  step.setWeight() != null,
                  step.analysis() != null),
          "Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin"
              + " or pause");
    }
    if (step.experiment() != null) {
      step.experiment().analyses().forEach(analysis -> arguments(field, analysis.args(), problems));
    }
    if (step.plugin() != null && (step.plugin().name() == null || step.plugin().name().isEmpty())) {
      problems.required(field + ".plugin.name", "the name of an extension");
    }
    if (step.setCanaryScale() != null) {
      SpecRules.notNegative(
          field + ".setCanaryScale.replicas", step.setCanaryScale().replicas(), problems);
      SpecRules.notNegative(
          field + ".setCanaryScale.weight", step.setCanaryScale().weight(), problems);
    }
    if (step.analysis() != null) {
      arguments(field, step.analysis().args(), problems);
    }
  }

  /** Arguments may come from metadata of the Rollout, in the way of the downward API. */
  private static void arguments(String field, List<AnalysisArgument> args, Problems problems) {
    for (AnalysisArgument argument : args) {
      String path =
          argument.valueFrom() == null || argument.valueFrom().fieldRef() == null
              ? null
              : argument.valueFrom().fieldRef().fieldPath();
      if (path != null && path.startsWith("metadata") && !METADATA.matcher(path).matches()) {
        problems.invalid(
            field + ".analyses",
            path,
            "Analyses arguments must refer to valid object metadata supported by downwardAPI");
      }
    }
  }

  private static int most(CanaryStrategy canary) {
    Integer most =
        canary.trafficRouting() == null ? null : canary.trafficRouting().maxTrafficWeight();
    return most == null ? 100 : most;
  }

  static void count(String field, @Nullable IntOrString value, Problems problems) {
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
