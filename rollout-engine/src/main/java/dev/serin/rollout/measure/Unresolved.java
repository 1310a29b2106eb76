package dev.serin.rollout.measure;

/**
 * A metric that cannot be measured at all, since an argument has no value.
 *
 * @param metric name of the metric
 * @param problem one sentence
 */
public record Unresolved(String metric, String problem) implements Answer {}
