package dev.serin.dashboards.rules;

import java.util.List;

/**
 * Rules that are evaluated one after the other.
 *
 * @param name unique in a Prometheus
 * @param rules the rules, each after those that it uses
 */
public record RuleGroup(String name, List<Rule> rules) {}
