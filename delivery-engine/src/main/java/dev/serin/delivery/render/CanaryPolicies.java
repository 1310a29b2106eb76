package dev.serin.delivery.render;

import dev.serin.delivery.catalog.ServiceDescription.Canary;
import dev.serin.delivery.catalog.ServiceDescription.CanaryStep;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The canary policies that descriptions can name.
 *
 * @param byName the steps of each; after the last step the new version has all traffic
 */
public record CanaryPolicies(Map<String, CanarySteps> byName) {
  private static final Duration USUAL_PAUSE = Duration.ofMinutes(5);
  private static final int FIRST_PERCENT = 10;
  private static final int SECOND_PERCENT = 50;

  /** Copies the policies. */
  public CanaryPolicies {
    byName = Map.copyOf(byName);
  }

  /** The policies of a cluster that says nothing else. */
  public static CanaryPolicies defaults() {
    return withPause(USUAL_PAUSE);
  }

  /** The policy {@code standard} (10 %, 50 %, all) with pauses of a given length. */
  public static CanaryPolicies withPause(Duration pause) {
    List<CanaryStep> steps =
        List.of(
            new SetWeight(FIRST_PERCENT),
            new Pause(Optional.of(pause)),
            new SetWeight(SECOND_PERCENT),
            new Pause(Optional.of(pause)));
    return new CanaryPolicies(Map.of(NamedCanary.STANDARD, new CanarySteps(steps)));
  }

  List<CanaryStep> steps(String service, Canary canary) {
    if (canary instanceof CanarySteps written) {
      return written.steps();
    }
    if (canary instanceof NamedCanary named && byName.containsKey(named.policy())) {
      return byName.get(named.policy()).steps();
    }
    String policy = canary instanceof NamedCanary named ? named.policy() : canary.toString();
    List<String> known = List.copyOf(new TreeMap<>(byName).keySet());
    throw new UserError(
        "Service %s asks for the canary policy '%s', which this environment does not have%s. It has: %s."
            .formatted(
                service, policy, Suggestion.phrase(policy, known), String.join(", ", known)));
  }
}
