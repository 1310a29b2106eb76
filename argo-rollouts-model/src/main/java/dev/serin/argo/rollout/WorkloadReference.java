package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that holds the pod template instead of the Rollout.
 *
 * @param apiVersion its API version
 * @param kind Deployment, ReplicaSet or PodTemplate
 * @param name its name
 * @param scaleDown what becomes of the pods of a Deployment: never (when missing), onsuccess,
 *     progressively
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkloadReference(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String scaleDown,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public WorkloadReference {
    unknown = Wire.map(unknown);
  }

  /** Value of {@code scaleDown}: its pods stay. */
  public static final String NEVER = "never";

  /** Value of {@code scaleDown}: its pods go when the Rollout is healthy. */
  public static final String ON_SUCCESS = "onsuccess";

  /** Value of {@code scaleDown}: its pods go as those of the Rollout become ready. */
  public static final String PROGRESSIVELY = "progressively";
}
