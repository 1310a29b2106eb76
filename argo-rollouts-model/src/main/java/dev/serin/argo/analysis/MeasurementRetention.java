package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many measurements to keep.
 *
 * @param metricName regular expression for the names of metrics
 * @param limit how many; 10 when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeasurementRetention(
    @Nullable String metricName,
    @Nullable Integer limit,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public MeasurementRetention {
    unknown = Wire.map(unknown);
  }
}
