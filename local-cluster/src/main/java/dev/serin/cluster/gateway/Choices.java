package dev.serin.cluster.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One {@link WeightedChoice} per rule, which goes on when the rule's weights change. */
final class Choices {
  private final RandomGenerator random;
  private final Map<String, WeightedChoice> byRule = new HashMap<>();

  Choices(RandomGenerator random) {
    this.random = random;
  }

  /** The backend for the next request of a rule. */
  Optional<Backend> next(Rule rule) {
    return byRule
        .computeIfAbsent(rule.id(), id -> new WeightedChoice(random.nextDouble()))
        .next(rule.backends());
  }

  /** Forgets all rules but these. */
  void retain(Set<String> ruleIds) {
    byRule.keySet().retainAll(ruleIds);
  }
}
