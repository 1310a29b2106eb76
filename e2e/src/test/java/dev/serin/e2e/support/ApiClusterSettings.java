package dev.serin.e2e.support;

import java.util.List;
import java.util.stream.Stream;

/**
 * What can be chosen of an {@link ApiCluster}.
 *
 * @param controllers names of controllers of kube-controller-manager to run; it is not started when
 *     there are none
 * @param apiServerFlags further flags of the API server; they win over the usual ones
 * @param etcdFlags further flags of etcd
 */
public record ApiClusterSettings(
    List<String> controllers, List<String> apiServerFlags, List<String> etcdFlags) {

  /** Copies the lists. */
  public ApiClusterSettings {
    controllers = List.copyOf(controllers);
    apiServerFlags = List.copyOf(apiServerFlags);
    etcdFlags = List.copyOf(etcdFlags);
  }

  /** With what rollouts need: pods for ReplicaSets, and what an owner leaves behind deleted. */
  public static ApiClusterSettings forRollouts() {
    return new ApiClusterSettings(
        List.of("replicaset-controller", "garbage-collector-controller", "namespace-controller"),
        List.of(),
        List.of());
  }

  /** With further controllers. */
  public ApiClusterSettings withMoreControllers(String... names) {
    return new ApiClusterSettings(
        Stream.concat(controllers.stream(), Stream.of(names)).toList(), apiServerFlags, etcdFlags);
  }

  /** Nobody controls anything. */
  public static ApiClusterSettings withoutControllers() {
    return new ApiClusterSettings(List.of(), List.of(), List.of());
  }

  /** With further flags of the API server. */
  public ApiClusterSettings withApiServerFlags(String... flags) {
    return new ApiClusterSettings(controllers, List.of(flags), etcdFlags);
  }

  /** With further flags of etcd. */
  public ApiClusterSettings withEtcdFlags(String... flags) {
    return new ApiClusterSettings(controllers, apiServerFlags, List.of(flags));
  }
}
