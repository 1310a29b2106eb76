package dev.serin.dashboards.rules;

import java.util.List;

/**
 * A file of rules.
 *
 * @param groups the groups
 */
public record RuleFile(List<RuleGroup> groups) {

  /** All of Serin's rules. */
  public static RuleFile all() {
    return new RuleFile(
        List.of(
            ServiceRules.group(),
            BurnRateRules.group(),
            RolloutAlerts.group(),
            AgentAlerts.group()));
  }

  /** All rules of all groups. */
  public List<Rule> rules() {
    return groups.stream().flatMap(group -> group.rules().stream()).toList();
  }
}
