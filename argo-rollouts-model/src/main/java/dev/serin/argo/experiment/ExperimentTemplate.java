package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import dev.serin.argo.rollout.TemplateService;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version that takes part in an experiment.
 *
 * @param name its name, unique within the experiment
 * @param replicas number of pods; 1 when missing
 * @param minReadySeconds seconds a pod must be ready before it counts as available
 * @param selector selects its pods
 * @param template its pods
 * @param service a Service for its pods
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentTemplate(
    @Nullable String name,
    @Nullable Integer replicas,
    @Nullable Integer minReadySeconds,
    @Nullable LabelSelector selector,
    @Nullable PodTemplateSpec template,
    @Nullable TemplateService service,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentTemplate {
    unknown = Wire.map(unknown);
  }
}
