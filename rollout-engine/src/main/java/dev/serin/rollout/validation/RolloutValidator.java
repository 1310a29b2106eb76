package dev.serin.rollout.validation;

import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Observation;
import java.util.List;

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
    SpecRules.numbers(spec, problems);
    CanaryStrategy canary = spec.strategy() == null ? null : spec.strategy().canary();
    BlueGreenStrategy blueGreen = spec.strategy() == null ? null : spec.strategy().blueGreen();
    if (canary != null) {
      CanaryRules.numbers(canary, problems);
    }
    boolean readable = problems.none();
    SpecRules.pods(observation, problems);
    StrategyRules.check(spec, problems);
    if (canary != null) {
      CanaryRules.check(canary, problems);
      if (readable) {
        ReferenceRules.check(observation, canary, problems);
      }
    }
    if (blueGreen != null && readable) {
      ReferenceRules.check(observation, blueGreen, problems);
    }
    return new Verdict(problems.all());
  }
}
