package dev.serin.rollout.traffic;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Names an object that routes traffic.
 *
 * @param apiVersion such as gateway.networking.k8s.io/v1
 * @param kind such as HTTPRoute
 * @param namespace its namespace
 * @param name its name
 */
public record RouteReference(String apiVersion, String kind, String namespace, String name) {

  /** Whether the object is the one that is named. */
  public boolean names(HasMetadata object) {
    return kind.equals(object.getKind())
        && name.equals(object.getMetadata().getName())
        && namespace.equals(object.getMetadata().getNamespace());
  }

  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
