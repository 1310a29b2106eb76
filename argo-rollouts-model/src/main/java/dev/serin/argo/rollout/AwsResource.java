package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource at AWS.
 *
 * @param name its name
 * @param arn its ARN
 * @param fullName its full name
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AwsResource(
    @Nullable String name,
    @Nullable String arn,
    @Nullable String fullName,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AwsResource {
    unknown = Wire.map(unknown);
  }
}
