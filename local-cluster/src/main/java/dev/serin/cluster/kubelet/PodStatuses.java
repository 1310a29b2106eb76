package dev.serin.cluster.kubelet;

import dev.serin.cluster.api.Times;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;

/** Writes the state of a pod as Kubernetes' kubelet does. */
final class PodStatuses {
  private PodStatuses() {}

  /** The status of a pod in this state. */
  static PodStatus of(Pod pod, PodState state) {
    PodStatusBuilder status =
        new PodStatusBuilder()
            .withPhase(phase(pod, state))
            .withQosClass("BestEffort")
            .withHostIP("127.0.0.1")
            .withStartTime(Times.seconds(state.created()));
    if (!state.ip().isEmpty()) {
      status.withPodIP(state.ip()).addNewPodIP().withIp(state.ip()).endPodIP();
    }
    status.addToConditions(
        condition("PodScheduled", true, state.created(), "", ""),
        condition("Initialized", true, state.created(), "", ""),
        ready("ContainersReady", pod, state),
        ready("Ready", pod, state));
    if (!pod.getSpec().getContainers().isEmpty()) {
      status.addToContainerStatuses(container(pod, state));
    }
    return status.build();
  }

  private static String phase(Pod pod, PodState state) {
    boolean started = state.restarts() > 0 || state.last().isPresent();
    ContainerProgress container = state.container();
    if (container instanceof ContainerProgress.Terminated ended) {
      boolean stays = state.terminating() || !pod.getSpec().getRestartPolicy().equals("Always");
      if (stays) {
        return ended.exitCode() == 0 ? "Succeeded" : "Failed";
      }
      return "Running";
    }
    return container instanceof ContainerProgress.Running || started ? "Running" : "Pending";
  }

  private static PodCondition ready(String type, Pod pod, PodState state) {
    if (state.ready()) {
      return condition(type, true, state.readyChanged(), "", "");
    }
    String message =
        pod.getSpec().getContainers().isEmpty()
            ? "the pod has no container"
            : "containers with unready status: ["
                + pod.getSpec().getContainers().get(0).getName()
                + "]";
    if (state.container() instanceof ContainerProgress.Waiting waiting
        && !waiting.message().isEmpty()) {
      message += ": " + waiting.message();
    }
    return condition(type, false, state.readyChanged(), "ContainersNotReady", message);
  }

  private static PodCondition condition(
      String type, boolean holds, Instant since, String reason, String message) {
    PodConditionBuilder condition =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(holds ? "True" : "False")
            .withLastTransitionTime(Times.seconds(since));
    if (!reason.isEmpty()) {
      condition.withReason(reason).withMessage(message);
    }
    return condition.build();
  }

  private static ContainerStatus container(Pod pod, PodState state) {
    ContainerStatusBuilder status =
        new ContainerStatusBuilder()
            .withName(pod.getSpec().getContainers().get(0).getName())
            .withImage(pod.getSpec().getContainers().get(0).getImage())
            .withImageID(state.imageId())
            .withReady(state.ready())
            .withStarted(state.container() instanceof ContainerProgress.Running)
            .withRestartCount(state.restarts())
            .withState(written(state.container()));
    state.last().ifPresent(last -> status.withLastState(written(last)));
    return status.build();
  }

  private static ContainerState written(ContainerProgress progress) {
    ContainerStateBuilder state = new ContainerStateBuilder();
    if (progress instanceof ContainerProgress.Waiting waiting) {
      state
          .withNewWaiting()
          .withReason(waiting.reason())
          .withMessage(waiting.message().isEmpty() ? null : waiting.message())
          .endWaiting();
    } else if (progress instanceof ContainerProgress.Running running) {
      state.withNewRunning().withStartedAt(Times.seconds(running.since())).endRunning();
    } else if (progress instanceof ContainerProgress.Terminated ended) {
      state
          .withNewTerminated()
          .withExitCode(ended.exitCode())
          .withReason(ended.reason())
          .withMessage(ended.message().isEmpty() ? null : ended.message())
          .withStartedAt(Times.seconds(ended.started()))
          .withFinishedAt(Times.seconds(ended.finished()))
          .endTerminated();
    }
    return state.build();
  }
}
