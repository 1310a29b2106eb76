package dev.serin.cluster.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a pod's status says about whether it takes requests. */
public final class PodReadiness {
  private PodReadiness() {}

  /** Since when the pod is ready; nothing when it is not. */
  public static Optional<Instant> readySince(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .filter(condition -> condition.getStatus().equals("True"))
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse)
        .findFirst();
  }

  /** Whether it is marked for deletion. */
  public static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether it has been ready for this long. */
  static boolean available(Pod pod, Duration minimum, Instant now) {
    return readySince(pod).map(since -> !since.plus(minimum).isAfter(now)).orElse(false);
  }
}
