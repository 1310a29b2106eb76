package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** What a kubelet would report of a running pod. */
final class PlayedStatus {

  private PlayedStatus() {}

  /**
   * The status of a running pod.
   *
   * @param address its IP address
   * @param ready whether it is ready
   * @param restarts how often its containers were restarted
   */
  static PodStatus of(Pod pod, String address, boolean ready, int restarts, Instant at) {
    String now = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new PodStatusBuilder()
        .withPhase("Running")
        .withHostIP("127.0.0.1")
        .withPodIP(address)
        .addNewPodIP(address)
        .withStartTime(now)
        .withConditions(
            Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> condition(type, ready || !type.endsWith("Ready"), now))
                .toList())
        .withContainerStatuses(
            pod.getSpec().getContainers().stream()
                .map(container -> of(container, ready, restarts, now))
                .toList())
        .build();
  }

  private static PodCondition condition(String type, boolean holds, String since) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(holds ? "True" : "False")
        .withLastTransitionTime(since)
        .build();
  }

  private static ContainerStatus of(
      Container container, boolean ready, int restarts, String since) {
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID(container.getImage())
        .withReady(ready)
        .withStarted(true)
        .withRestartCount(restarts)
        .withNewState()
        .withNewRunning(since)
        .endState()
        .build();
  }
}
