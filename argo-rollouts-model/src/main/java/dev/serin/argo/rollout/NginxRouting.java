package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routing by a second Ingress with canary annotations, in the way of ingress-nginx.
 *
 * @param annotationPrefix prefix of the annotations; nginx.ingress.kubernetes.io when missing
 * @param stableIngress name of the Ingress of the stable version
 * @param additionalIngressAnnotations annotations of the canary Ingress; the prefix is added
 * @param stableIngresses names of several Ingresses, instead of one
 * @param canaryIngressAnnotations annotations of the canary Ingress as they are
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NginxRouting(
    @Nullable String annotationPrefix,
    @Nullable String stableIngress,
    Map<String, String> additionalIngressAnnotations,
    List<String> stableIngresses,
    Map<String, String> canaryIngressAnnotations,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public NginxRouting {
    additionalIngressAnnotations = Wire.map(additionalIngressAnnotations);
    stableIngresses = Wire.list(stableIngresses);
    canaryIngressAnnotations = Wire.map(canaryIngressAnnotations);
    unknown = Wire.map(unknown);
  }
}
