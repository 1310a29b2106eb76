package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who splits the traffic; several may be used at once.
 *
 * @param istio Istio
 * @param nginx an Ingress in the way of ingress-nginx
 * @param alb an Ingress of the AWS load balancer controller
 * @param smi Service Mesh Interface
 * @param ambassador Ambassador
 * @param appMesh AWS App Mesh
 * @param traefik Traefik
 * @param managedRoutes routes that steps may add, by precedence
 * @param apisix APISIX
 * @param maxTrafficWeight the weight that means all traffic; 100 when missing
 * @param plugins configuration by name of the plugin
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficRouting(
    @Nullable IstioRouting istio,
    @Nullable NginxRouting nginx,
    @Nullable AlbRouting alb,
    @Nullable SmiRouting smi,
    @Nullable AmbassadorRouting ambassador,
    @Nullable AppMeshRouting appMesh,
    @Nullable TraefikRouting traefik,
    List<ManagedRoute> managedRoutes,
    @Nullable ApisixRouting apisix,
    @Nullable Integer maxTrafficWeight,
    Map<String, JsonNode> plugins,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public TrafficRouting {
    managedRoutes = Wire.list(managedRoutes);
    plugins = Wire.map(plugins);
    unknown = Wire.map(unknown);
  }
}
