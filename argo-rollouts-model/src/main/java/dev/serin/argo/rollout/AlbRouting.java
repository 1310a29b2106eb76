package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routing by an Ingress of the AWS load balancer controller.
 *
 * @param ingress name of the Ingress
 * @param servicePort port of the Services
 * @param rootService Service that the Ingress names; the stable one when missing
 * @param annotationPrefix prefix of the annotations; alb.ingress.kubernetes.io when missing
 * @param stickinessConfig stickiness
 * @param ingresses names of several Ingresses, instead of one
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlbRouting(
    @Nullable String ingress,
    @Nullable Integer servicePort,
    @Nullable String rootService,
    @Nullable String annotationPrefix,
    @Nullable StickinessConfig stickinessConfig,
    List<String> ingresses,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AlbRouting {
    ingresses = Wire.list(ingresses);
    unknown = Wire.map(unknown);
  }
}
