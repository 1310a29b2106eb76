package dev.serin.rollout.replicas;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ReplicaSets of a Rollout by their roles.
 *
 * <p>Algorithm: the current ReplicaSet is (1) the one that carries Serin's hash of the template,
 * else (2) the one of {@code status.currentPodHash} if its template is the same, else (3) the
 * oldest one whose template is the same: so those that Argo has made are adopted, with their hash.
 * There is none when the template is new.
 *
 * @param hash the current version
 * @param current its ReplicaSet, once there is one
 * @param stable the ReplicaSet of {@code status.stableRS}; may be the current one
 * @param others all others, the latest revision first
 * @param revision number of the current revision: greater than those of all others
 */
public record Versions(
    String hash,
    @Nullable ReplicaSet current,
    @Nullable ReplicaSet stable,
    List<ReplicaSet> others,
    int revision) {

  /** Copies the list. */
  public Versions {
    others = List.copyOf(others);
  }

  /** Finds the roles. */
  public static Versions of(Rollout rollout, PodTemplateSpec template, List<ReplicaSet> all) {
    RolloutStatus status = RolloutStatus.of(rollout);
    String ownHash = PodTemplateHash.of(template, status.collisionCount());
    ReplicaSet current = byHash(all, ownHash);
    if (current == null) {
      current = adopt(all, template, status.currentPodHash());
    }
    return of(status, current == null ? ownHash : ReplicaSets.hash(current), current, all);
  }

  /** The roles as the status has them, whatever template is wanted now. */
  public static Versions ofStatus(Rollout rollout, List<ReplicaSet> all) {
    RolloutStatus status = RolloutStatus.of(rollout);
    String hash = status.currentPodHash() == null ? "" : status.currentPodHash();
    return of(status, hash, byHash(all, hash), all);
  }

  private static Versions of(
      RolloutStatus status, String hash, @Nullable ReplicaSet current, List<ReplicaSet> all) {
    ReplicaSet stable = byHash(all, status.stableRS());
    List<ReplicaSet> others =
        all.stream()
            .filter(set -> !ReplicaSets.same(set, current) && !ReplicaSets.same(set, stable))
            .sorted(Comparator.comparingInt(ReplicaSets::revision).reversed())
            .toList();
    int latest =
        all.stream()
            .filter(set -> !ReplicaSets.same(set, current))
            .mapToInt(ReplicaSets::revision)
            .max()
            .orElse(0);
    int own = ReplicaSets.revision(current);
    return new Versions(hash, current, stable, others, own > latest ? own : latest + 1);
  }

  private static @Nullable ReplicaSet byHash(List<ReplicaSet> all, @Nullable String hash) {
    return hash == null || hash.isEmpty()
        ? null
        : all.stream().filter(set -> ReplicaSets.hash(set).equals(hash)).findFirst().orElse(null);
  }

  private static @Nullable ReplicaSet adopt(
      List<ReplicaSet> all, PodTemplateSpec template, @Nullable String preferredHash) {
    return all.stream()
        .filter(set -> !ReplicaSets.hash(set).isEmpty())
        .filter(set -> PodTemplates.madeFrom(set, template))
        .min(
            Comparator.comparing((ReplicaSet set) -> !ReplicaSets.hash(set).equals(preferredHash))
                .thenComparing(set -> String.valueOf(set.getMetadata().getCreationTimestamp())))
        .orElse(null);
  }
}
