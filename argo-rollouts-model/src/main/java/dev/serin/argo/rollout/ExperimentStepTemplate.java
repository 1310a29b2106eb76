package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version that takes part in an experiment.
 *
 * @param name its name, unique within the step
 * @param specRef whose pods: canary or stable
 * @param replicas number of pods; 1 when missing
 * @param metadata labels and annotations of these pods
 * @param selector selects these pods; that of the version when missing
 * @param weight share of the traffic; needs traffic routing
 * @param service a Service for these pods
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentStepTemplate(
    @Nullable String name,
    @Nullable String specRef,
    @Nullable Integer replicas,
    @Nullable MetadataPatch metadata,
    @Nullable LabelSelector selector,
    @Nullable Integer weight,
    @Nullable TemplateService service,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentStepTemplate {
    unknown = Wire.map(unknown);
  }
}
