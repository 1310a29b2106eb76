package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a rollout that matters now.
 *
 * @param role stable, or canary for the wanted version while it is not the stable one
 * @param hash pod template hash
 * @param revision number of the revision; empty if there is no ReplicaSet
 * @param image the image of the container that is named as the rollout, else of the first one
 */
record Version(String role, String hash, String revision, String image) {

  /** The stable version, and the wanted one if that is another. */
  static List<Version> of(Rollout rollout, ClusterView view) {
    RolloutStatus status = rollout.getStatus();
    if (status == null) {
      return List.of();
    }
    List<Version> versions = new ArrayList<>();
    String stable = status.stableRS();
    String wanted = status.currentPodHash();
    if (stable != null && !stable.isEmpty()) {
      versions.add(of("stable", stable, rollout, view));
    }
    if (wanted != null && !wanted.isEmpty() && !wanted.equals(stable)) {
      versions.add(of("canary", wanted, rollout, view));
    }
    return versions;
  }

  private static Version of(String role, String hash, Rollout rollout, ClusterView view) {
    Optional<ReplicaSet> replicaSet =
        view.replicaSetsOf(rollout).stream()
            .filter(set -> ReplicaSets.hash(set).equals(hash))
            .findFirst();
    String revision =
        replicaSet
            .map(set -> set.getMetadata().getAnnotations())
            .map((Map<String, String> annotations) -> annotations.get(ArgoNames.REVISION))
            .orElse("");
    String image = replicaSet.map(set -> image(set, rollout.getMetadata().getName())).orElse("");
    return new Version(role, hash, revision, image);
  }

  private static String image(ReplicaSet set, String name) {
    List<Container> containers = set.getSpec().getTemplate().getSpec().getContainers();
    return containers.stream()
        .filter(container -> name.equals(container.getName()))
        .findFirst()
        .or(() -> containers.stream().findFirst())
        .map(Container::getImage)
        .orElse("");
  }
}
