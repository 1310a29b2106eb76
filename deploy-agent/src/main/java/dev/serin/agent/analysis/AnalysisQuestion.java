package dev.serin.agent.analysis;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;

/**
 * Something to be asked of a provider.
 *
 * @param run for which run
 * @param query what
 */
public record AnalysisQuestion(AnalysisRun run, ProviderQuery query) {}
