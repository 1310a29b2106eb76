package dev.serin.cli.rollout;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** How a pod is, in a word or two. */
final class PodText {
  private PodText() {}

  static String state(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "Terminating";
    }
    if (pod.getStatus() == null) {
      return "Pending";
    }
    return pod.getStatus().getContainerStatuses().stream()
        .map(PodText::trouble)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> ready(pod));
  }

  private static Optional<String> trouble(ContainerStatus container) {
    ContainerState state = container.getState();
    if (state == null) {
      return Optional.empty();
    }
    if (state.getWaiting() != null) {
      return Optional.ofNullable(state.getWaiting().getReason());
    }
    return Optional.ofNullable(state.getTerminated())
        .map(end -> Objects.toString(end.getReason(), "Ended"));
  }

  private static String ready(Pod pod) {
    boolean ready =
        pod.getStatus().getConditions().stream()
            .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
    return ready
        ? "Ready"
        : Objects.toString(pod.getStatus().getPhase(), "Pending") + ", not ready";
  }
}
