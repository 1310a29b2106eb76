package dev.serin.cluster.api;

/**
 * A kind of object that the API serves.
 *
 * @param group the API group, empty for core
 * @param version such as {@code v1}
 * @param plural the name in paths, such as {@code replicasets}
 * @param kind such as {@code ReplicaSet}
 * @param namespaced whether its objects live in namespaces
 * @param status whether it has the subresource {@code status}
 * @param custom whether a real cluster knows it from a CustomResourceDefinition only
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean status,
    boolean custom) {

  /** {@code group/version}, or the version alone for core. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The name in messages, such as {@code rollouts.argoproj.io} or {@code pods}. */
  public String qualifiedName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Pods and namespaces are first marked as terminating; their agents remove them when done. */
  boolean deletedGracefully() {
    return group.isEmpty() && (plural.equals("pods") || plural.equals("namespaces"));
  }

  /** Whether metadata.generation counts the changes of the specification. */
  boolean hasGeneration() {
    return !group.isEmpty();
  }
}
