package dev.serin.rollout.simulation;

import dev.serin.argo.rollout.RollbackWindow;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.simulation.invariant.Traits;
import dev.serin.rollout.simulation.invariant.Traits.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A rollout with features at random.
 *
 * @param rollout the Rollout
 * @param strategy its strategy, as YAML
 * @param traits what is to be known of it
 */
record RandomSpec(Rollout rollout, String strategy, Traits traits) {
  private static final String ARGS =
      "args: [{name: stable-hash, value: a}, {name: canary-hash, value: b}]";
  private static final String ANALYSIS = "{templates: [{templateName: cart-once}], " + ARGS + "}";
  private static final String METADATA =
      "%s: {labels: {role: a}, annotations: {note: b}}, %s: {labels: {role: c}}";

  static RandomSpec of(RandomGenerator random) {
    RandomSpec spec =
        switch (random.nextInt(6)) {
          case 0 -> ratio(random);
          case 1, 2 -> blueGreen(random);
          default -> routed(random);
        };
    if (random.nextInt(4) == 0) {
      RollbackWindow window = new RollbackWindow(1 + random.nextInt(3), Map.of());
      spec.rollout.setSpec(spec.rollout.getSpec().withRollbackWindow(window));
    }
    return spec;
  }

  private static RandomSpec canary(String strategy, Traits traits) {
    return new RandomSpec(Cart.canary(strategy), "canary: " + strategy, traits);
  }

  private static RandomSpec ratio(RandomGenerator random) {
    String more =
        random.nextBoolean() ? "" : ", " + METADATA.formatted("canaryMetadata", "stableMetadata");
    return canary(
        "{canaryService: cart-canary, stableService: cart-stable, maxSurge: 1,"
            + " maxUnavailable: 1, steps: "
            + Cart.STEPS
            + more
            + "}",
        new Traits(Kind.RATIO, true, false, false));
  }

  private static RandomSpec routed(RandomGenerator random) {
    List<String> parts = new ArrayList<>();
    boolean pingPong = random.nextInt(5) == 0;
    parts.add(
        pingPong
            ? "pingPong: {pingService: cart-canary, pongService: cart-stable}"
            : "canaryService: cart-canary, stableService: cart-stable");
    parts.add("maxSurge: 1, maxUnavailable: 1");
    parts.add("trafficRouting: {plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart}}}");
    parts.add("analysis: {templates: [{templateName: cart}], " + ARGS + "}");
    boolean scaled = random.nextInt(3) == 0;
    boolean threshold = random.nextInt(5) == 0;
    boolean dynamic = random.nextInt(3) == 0;
    boolean stays = random.nextInt(6) == 0;
    if (threshold) {
      parts.add("replicaProgressThreshold: {type: Percent, value: 60}");
    }
    if (dynamic) {
      parts.add("dynamicStableScale: true");
    } else if (random.nextInt(3) == 0) {
      parts.add("scaleDownDelaySeconds: 5, scaleDownDelayRevisionLimit: 1");
    }
    if (stays) {
      parts.add("abortScaleDownDelaySeconds: 0");
    } else if (random.nextBoolean()) {
      parts.add("abortScaleDownDelaySeconds: 5");
    }
    if (random.nextInt(3) == 0) {
      parts.add("minPodsPerReplicaSet: 2");
    }
    if (random.nextInt(4) == 0) {
      parts.add("antiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}");
    }
    if (random.nextInt(4) == 0) {
      parts.add(METADATA.formatted("canaryMetadata", "stableMetadata"));
    }
    parts.add("steps: [" + String.join(", ", steps(random, scaled)) + "]");
    return canary(
        "{" + String.join(", ", parts) + "}",
        new Traits(Kind.ROUTED, !scaled && !threshold, stays, pingPong));
  }

  private static List<String> steps(RandomGenerator random, boolean scaled) {
    List<String> steps = new ArrayList<>(List.of("{setWeight: 10}", "{pause: {duration: 3s}}"));
    if (scaled) {
      steps.add("{setCanaryScale: {replicas: " + (1 + random.nextInt(4)) + "}}");
    }
    if (random.nextBoolean()) {
      steps.add("{analysis: " + ANALYSIS + "}");
    }
    if (random.nextInt(3) == 0) {
      steps.add("{plugin: {name: check}}");
    }
    if (random.nextInt(3) == 0) {
      steps.add(
          "{experiment: {duration: 5s, scaleDownDelaySeconds: 2, templates: [{name: base, specRef:"
              + " stable}, {name: new, specRef: canary, weight: 5}], analyses: [{name: judged,"
              + " templateName: cart-once, "
              + ARGS
              + "}]}}");
    }
    steps.add("{setWeight: 50}");
    if (scaled && random.nextBoolean()) {
      steps.add("{setCanaryScale: {matchTrafficWeight: true}}");
    }
    steps.add(random.nextBoolean() ? "{pause: {duration: 3s}}" : "{pause: {}}");
    return steps;
  }

  private static RandomSpec blueGreen(RandomGenerator random) {
    List<String> parts = new ArrayList<>();
    parts.add("activeService: cart-stable, previewService: cart-canary");
    boolean stays = random.nextInt(6) == 0;
    if (stays) {
      parts.add("abortScaleDownDelaySeconds: 0");
    }
    switch (random.nextInt(3)) {
      case 0 -> parts.add("autoPromotionEnabled: false");
      case 1 -> parts.add("autoPromotionSeconds: 4");
      default -> {}
    }
    if (random.nextInt(3) == 0) {
      parts.add("previewReplicaCount: 1");
    }
    if (random.nextBoolean()) {
      parts.add("prePromotionAnalysis: " + ANALYSIS);
    }
    if (random.nextBoolean()) {
      parts.add("postPromotionAnalysis: " + ANALYSIS);
    }
    if (random.nextBoolean()) {
      parts.add("scaleDownDelaySeconds: " + random.nextInt(40));
    }
    if (random.nextInt(4) == 0) {
      parts.add(METADATA.formatted("previewMetadata", "activeMetadata"));
    }
    String strategy = "{" + String.join(", ", parts) + "}";
    return new RandomSpec(
        Cart.blueGreen(strategy),
        "blueGreen: " + strategy,
        new Traits(Kind.BLUE_GREEN, true, stays, false));
  }
}
