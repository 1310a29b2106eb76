package dev.serin.rollout.traffic;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names an object that routes traffic.
 *
 * @param apiVersion such as gateway.networking.k8s.io/v1; the version is the one to write new
 *     objects in, any served one will do to read and change them
 * @param kind such as HTTPRoute
 * @param namespace its namespace
 * @param name its name
 */
public record RouteReference(String apiVersion, String kind, String namespace, String name) {

  /** The API group: the part of the version before the slash; empty for the core group. */
  public String group() {
    return group(apiVersion);
  }

  /** Names the same object: the version does not matter, as every version shows the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteReference that
        && group().equals(that.group())
        && kind.equals(that.kind)
        && namespace.equals(that.namespace)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(group(), kind, namespace, name);
  }

  static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
