package dev.serin.rollout.validation;

import dev.serin.argo.rollout.AntiAffinity;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.PreferredAntiAffinity;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStrategy;
import org.jspecify.annotations.Nullable;

/** Rules for the choice of a strategy, for blue/green, and for what both strategies have. */
final class StrategyRules {
  private static final String BLUE_GREEN = "spec.strategy.blueGreen";

  private StrategyRules() {}

  static void check(RolloutSpec spec, Problems problems) {
    RolloutStrategy strategy = spec.strategy();
    boolean canary = strategy != null && strategy.canary() != null;
    boolean blueGreen = strategy != null && strategy.blueGreen() != null;
    if (canary && blueGreen) {
      problems.invalid(
          "spec.strategy", "blueGreen: true canary: true", "Multiple Strategies can not be listed");
    } else if (!canary && !blueGreen) {
      problems.required(
          "spec.strategy",
          "Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'");
    }
    if (strategy != null) {
      blueGreen(spec, strategy.blueGreen(), problems);
    }
  }

  private static void blueGreen(
      RolloutSpec spec, @Nullable BlueGreenStrategy strategy, Problems problems) {
    if (strategy == null) {
      return;
    }
    String active = strategy.activeService() == null ? "" : strategy.activeService();
    if (active.isEmpty()) {
      problems.required(BLUE_GREEN + ".activeService", "the Service that everybody uses");
    } else if (active.equals(strategy.previewService())) {
      problems.invalid(
          BLUE_GREEN + ".activeService",
          active,
          "This rollout uses the same service for the active and preview services, but two different"
              + " services are required.");
    }
    CanaryRules.count(BLUE_GREEN + ".maxUnavailable", strategy.maxUnavailable(), problems);
    notNegative("previewReplicaCount", strategy.previewReplicaCount(), problems);
    notNegative("autoPromotionSeconds", strategy.autoPromotionSeconds(), problems);
    notNegative("scaleDownDelaySeconds", strategy.scaleDownDelaySeconds(), problems);
    notNegative("abortScaleDownDelaySeconds", strategy.abortScaleDownDelaySeconds(), problems);
    revisionLimit(
        BLUE_GREEN, spec.revisionHistoryLimit(), strategy.scaleDownDelayRevisionLimit(), problems);
    antiAffinity(BLUE_GREEN, strategy.antiAffinity(), problems);
  }

  private static void revisionLimit(
      String field, @Nullable Integer history, @Nullable Integer limit, Problems problems) {
    if (limit != null && (history == null ? 10 : history) < limit) {
      problems.invalid(
          field + ".scaleDownDelayRevisionLimit",
          limit,
          "This rollout's revision history limit can not be smaller than the rollout's scale down"
              + " limit");
    }
  }

  static void antiAffinity(String field, @Nullable AntiAffinity rule, Problems problems) {
    if (rule == null) {
      return;
    }
    PreferredAntiAffinity preferred = rule.preferredDuringSchedulingIgnoredDuringExecution();
    boolean required = rule.requiredDuringSchedulingIgnoredDuringExecution() != null;
    if ((preferred != null) == required) {
      problems.invalid(
          field + ".antiAffinity",
          "antiAffinity.PreferredDuringSchedulingIgnoredDuringExecution: %s"
                  .formatted(preferred != null)
              + " antiAffinity.RequiredDuringSchedulingIgnoredDuringExecution: "
              + required,
          "AntiAffinity must have exactly one strategy listed");
    }
    Integer weight = preferred == null ? null : preferred.weight();
    if (preferred != null && (weight == null || weight < 1 || weight > 100)) {
      problems.invalid(
          field + ".antiAffinity.weight",
          weight == null ? 0 : weight,
          "AntiAffinity weight must be between 1-100");
    }
  }

  private static void notNegative(String name, @Nullable Integer value, Problems problems) {
    SpecRules.notNegative(BLUE_GREEN + "." + name, value, problems);
  }
}
