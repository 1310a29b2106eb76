package dev.serin.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Names one object of a kind.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ObjectKey(String namespace, String name) {

  /** The key of an object that an API server has sent. */
  public static ObjectKey of(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return new ObjectKey(namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
