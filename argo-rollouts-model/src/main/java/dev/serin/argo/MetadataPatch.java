package dev.serin.argo;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * Labels and annotations to put on objects that are created or owned.
 *
 * @param labels labels by key
 * @param annotations annotations by key
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetadataPatch(
    Map<String, String> labels,
    Map<String, String> annotations,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public MetadataPatch {
    labels = Wire.map(labels);
    annotations = Wire.map(annotations);
    unknown = Wire.map(unknown);
  }
}
