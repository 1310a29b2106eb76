package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an AnalysisRun has found.
 *
 * @param phase summary: the worst of its metrics
 * @param message why, with numbers
 * @param metricResults details
 * @param startedAt start
 * @param completedAt end
 * @param runSummary counts of metrics that matter
 * @param dryRunSummary counts of metrics that do not
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisRunStatus(
    @Nullable AnalysisPhase phase,
    @Nullable String message,
    List<MetricResult> metricResults,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant startedAt,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant completedAt,
    @Nullable RunSummary runSummary,
    @Nullable RunSummary dryRunSummary,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisRunStatus {
    metricResults = Wire.list(metricResults);
    unknown = Wire.map(unknown);
  }
}
