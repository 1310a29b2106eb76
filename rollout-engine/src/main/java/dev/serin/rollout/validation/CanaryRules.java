package dev.serin.rollout.validation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.TrafficRouting;
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

  private CanaryRules() {}

  /** What has to be right before anything can be worked out. */
  static void numbers(CanaryStrategy canary, Problems problems) {
    count("spec.strategy.canary.maxSurge", canary.maxSurge(), problems);
    count("spec.strategy.canary.maxUnavailable", canary.maxUnavailable(), problems);
    for (int i = 0; i < canary.steps().size(); i++) {
      String field = "spec.strategy.canary.steps[" + i + "]";
      Integer weight = canary.steps().get(i).setWeight();
      if (weight != null && (weight < 0 || weight > 100)) {
        problems.invalid(field + ".setWeight", weight, "must be between 0 and 100");
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
    services(canary, problems);
    TrafficRouting routing = canary.trafficRouting();
    if (routing != null) {
      routing(routing, problems);
    } else if (canary.scaleDownDelaySeconds() != null) {
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
    if (!List.of("setWeight", "pause", "analysis").contains(kind)) {
      problems.add("step " + (index + 1) + ": " + kind + NOT_YET);
    }
    if (step.analysis() != null && step.analysis().templates().isEmpty()) {
      problems.required(
          "spec.strategy.canary.steps[" + index + "].analysis.templates", "at least one template");
    }
  }

  private static void services(CanaryStrategy canary, Problems problems) {
    boolean routed = canary.trafficRouting() != null;
    if (routed && blank(canary.canaryService())) {
      problems.required("spec.strategy.canary.canaryService", "traffic routing needs it");
    }
    if (routed && blank(canary.stableService())) {
      problems.required("spec.strategy.canary.stableService", "traffic routing needs it");
    }
    String stable = canary.stableService();
    if (stable != null && !stable.isEmpty() && stable.equals(canary.canaryService())) {
      problems.invalid(
          "spec.strategy.canary.stableService",
          stable,
          "This rollout uses the same service for the stable and canary services, but two different"
              + " services are required.");
    }
  }

  private static void routing(TrafficRouting routing, Problems problems) {
    String field = "spec.strategy.canary.trafficRouting";
    Map<String, @Nullable Object> routers = new LinkedHashMap<>();
    routers.put("istio", routing.istio());
    routers.put("nginx", routing.nginx());
    routers.put("alb", routing.alb());
    routers.put("smi", routing.smi());
    routers.put("ambassador", routing.ambassador());
    routers.put("appMesh", routing.appMesh());
    routers.put("traefik", routing.traefik());
    routers.put("apisix", routing.apisix());
    routers.putAll(routing.unknown());
    routers.values().removeIf(Objects::isNull);
    routers.keySet().forEach(name -> problems.add(field + "." + name + NOT_YET));
    for (String plugin : routing.plugins().keySet()) {
      if (!plugin.equals(ArgoNames.GATEWAY_API_PLUGIN)) {
        problems.add(field + ".plugins[\"" + plugin + "\"]" + NOT_YET);
      }
    }
    if (!routing.managedRoutes().isEmpty()) {
      problems.add(field + ".managedRoutes" + NOT_YET);
    }
    if (routing.maxTrafficWeight() != null && routing.maxTrafficWeight() != 100) {
      problems.add(field + ".maxTrafficWeight other than 100" + NOT_YET);
    }
    if (routing.plugins().isEmpty() && routers.isEmpty()) {
      problems.required(
          field, "a router, such as plugins[\"" + ArgoNames.GATEWAY_API_PLUGIN + "\"]");
    }
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

  private static boolean blank(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
