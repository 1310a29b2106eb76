package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an Ingress of the AWS load balancer controller stands for.
 *
 * @param loadBalancer the load balancer
 * @param canaryTargetGroup target group of the canary
 * @param stableTargetGroup target group of the stable version
 * @param ingress name of the Ingress
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlbStatus(
    @Nullable AwsResource loadBalancer,
    @Nullable AwsResource canaryTargetGroup,
    @Nullable AwsResource stableTargetGroup,
    @Nullable String ingress,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AlbStatus {
    unknown = Wire.map(unknown);
  }
}
