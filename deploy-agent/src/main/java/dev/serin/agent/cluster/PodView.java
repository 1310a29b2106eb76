package dev.serin.agent.cluster;

import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The little of a pod that is kept.
 *
 * @param key its namespace and name
 * @param version its pod template hash
 * @param ready whether it is ready, and not about to go
 * @param ip its address, if it has one
 * @param metricsPort annotation {@code prometheus.io/port}
 * @param metricsPath annotation {@code prometheus.io/path}, or its usual value
 * @param restarts how often its containers have been restarted
 */
public record PodView(
    ObjectKey key,
    String version,
    boolean ready,
    @Nullable String ip,
    @Nullable String metricsPort,
    String metricsPath,
    int restarts) {

  /** What is kept of a pod. */
  static PodView of(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return new PodView(
        ObjectKey.of(pod),
        pod.getMetadata().getLabels().getOrDefault(ArgoNames.POD_TEMPLATE_HASH, ""),
        pod.getMetadata().getDeletionTimestamp() == null && isReady(pod),
        pod.getStatus() == null ? null : pod.getStatus().getPodIP(),
        annotations.get("prometheus.io/port"),
        annotations.getOrDefault("prometheus.io/path", "/metrics"),
        restarts(pod));
  }

  private static int restarts(Pod pod) {
    return Stream.ofNullable(pod.getStatus())
        .map(status -> status.getContainerStatuses())
        .filter(Objects::nonNull)
        .flatMap(statuses -> statuses.stream())
        .map(status -> status.getRestartCount())
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static boolean isReady(Pod pod) {
    return Stream.ofNullable(pod.getStatus())
        .map(status -> status.getConditions())
        .filter(Objects::nonNull)
        .flatMap(conditions -> conditions.stream())
        .anyMatch(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
