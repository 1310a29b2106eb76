package dev.serin.agent.write;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Jobs that measure for analyses. Methods throw {@link KubernetesClientException}. */
public final class Jobs {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Reasons of a container to wait that only a person can end. */
  private static final Set<String> HOPELESS =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName");

  private final ApiRequests requests;
  private final WriteClient writes;

  /** Writes through a client. */
  public Jobs(ApiRequests requests, WriteClient writes) {
    this.requests = requests;
    this.writes = writes;
  }

  /** Creates a Job; returns the one that has the name already, if there is one. */
  public Job create(Job job) {
    try {
      return writes.create(Job.class, job);
    } catch (KubernetesClientException problem) {
      if (problem.getCode() != 409) {
        throw problem;
      }
      return find(ObjectKey.of(job)).orElseThrow(() -> problem);
    }
  }

  /** The Job of a name. */
  public Optional<Job> find(ObjectKey key) {
    try {
      return Optional.of(requests.get(Job.class, key, LIMIT));
    } catch (KubernetesClientException problem) {
      if (ApiErrors.absent(problem)) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  /** Why the pods of a Job will never start; empty while they may. */
  public Optional<String> stuck(ObjectKey job) {
    return requests.labelled(Pod.class, job.namespace(), "job-name", job.name(), LIMIT).stream()
        .map(Jobs::stuck)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> stuck(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return Stream.of(
            pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(container -> container.getState() != null)
        .filter(container -> container.getState().getWaiting() != null)
        .filter(container -> HOPELESS.contains(container.getState().getWaiting().getReason()))
        .map(
            container ->
                "Pod %s, container %s has terminal error (%s): %s"
                    .formatted(
                        pod.getMetadata().getName(),
                        container.getName(),
                        container.getState().getWaiting().getReason(),
                        container.getState().getWaiting().getMessage()))
        .findFirst();
  }

  /** Deletes a Job with its pods; that it is gone already is fine. */
  public void delete(ObjectKey key) {
    writes.delete(Job.class, key);
  }
}
