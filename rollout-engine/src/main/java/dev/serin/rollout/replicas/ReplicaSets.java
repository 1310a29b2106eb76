package dev.serin.rollout.replicas;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads ReplicaSets; what is missing counts as zero. */
public final class ReplicaSets {
  private ReplicaSets() {}

  /** Its version; empty when it has no such label. */
  public static String hash(@Nullable ReplicaSet replicaSet) {
    return replicaSet == null ? "" : label(replicaSet, ArgoNames.POD_TEMPLATE_HASH);
  }

  /** Its name. */
  public static String name(ReplicaSet replicaSet) {
    return replicaSet.getMetadata().getName();
  }

  /** Whether both are the same one: there, and of one name. */
  public static boolean same(@Nullable ReplicaSet one, @Nullable ReplicaSet other) {
    return one != null && other != null && name(one).equals(name(other));
  }

  /** Wanted pods. */
  public static int wanted(@Nullable ReplicaSet replicaSet) {
    return replicaSet == null
            || replicaSet.getSpec() == null
            || replicaSet.getSpec().getReplicas() == null
        ? 0
        : replicaSet.getSpec().getReplicas();
  }

  /** Seconds a pod has to be ready until it is available. */
  public static int minReadySeconds(ReplicaSet replicaSet) {
    Integer seconds =
        replicaSet.getSpec() == null ? null : replicaSet.getSpec().getMinReadySeconds();
    return seconds == null ? 0 : seconds;
  }

  /** Pods that exist. */
  public static int existing(@Nullable ReplicaSet replicaSet) {
    return status(replicaSet, set -> orZero(set.getStatus().getReplicas()));
  }

  /** Pods that are ready. */
  public static int ready(@Nullable ReplicaSet replicaSet) {
    return status(replicaSet, set -> orZero(set.getStatus().getReadyReplicas()));
  }

  /** Pods that are available: ready for minReadySeconds. */
  public static int available(@Nullable ReplicaSet replicaSet) {
    return status(replicaSet, set -> orZero(set.getStatus().getAvailableReplicas()));
  }

  /**
   * Whether the counts in the status were made for the specification as it is now. After a change
   * of spec.replicas they may still count pods that are about to go.
   */
  public static boolean settled(@Nullable ReplicaSet set) {
    Long generation = set == null ? null : set.getMetadata().getGeneration();
    Long observed =
        set == null || set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
    return generation == null || observed == null || observed >= generation;
  }

  /** Pods that are available and will stay: not more than are wanted. */
  public static int availableToStay(@Nullable ReplicaSet replicaSet) {
    return Math.min(wanted(replicaSet), available(replicaSet));
  }

  /** A sum over some. */
  public static int sum(Collection<ReplicaSet> replicaSets, ToIntFunction<ReplicaSet> what) {
    return replicaSets.stream().mapToInt(what).sum();
  }

  /** Number of its revision; 0 when it has none. */
  public static int revision(@Nullable HasMetadata object) {
    String text = object == null ? "" : annotation(object, ArgoNames.REVISION);
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** When its pods go; empty when nothing is said, or nothing that can be read. */
  public static Optional<Instant> deadline(ReplicaSet replicaSet) {
    String text = annotation(replicaSet, ArgoNames.SCALE_DOWN_DEADLINE);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(WireTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** What it says of itself. */
  public static List<ReplicaSetCondition> conditions(ReplicaSet replicaSet) {
    return replicaSet.getStatus() == null || replicaSet.getStatus().getConditions() == null
        ? List.of()
        : replicaSet.getStatus().getConditions();
  }

  /** An annotation, or nothing. */
  public static String annotation(HasMetadata object, String key) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }

  /** A label, or nothing. */
  public static String label(HasMetadata object, String key) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(key, "");
  }

  private static int status(@Nullable ReplicaSet replicaSet, ToIntFunction<ReplicaSet> what) {
    return replicaSet == null || replicaSet.getStatus() == null ? 0 : what.applyAsInt(replicaSet);
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
