package dev.serin.agent.cluster;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.rollout.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * @param owner uid of its controller, which is a ReplicaSet; empty if it has none
 * @param life when it was made and became ready, and whether it is about to go
 * @param labels its labels
 * @param annotations its annotations, but for long ones
 */
public record PodView(
    ObjectKey key,
    String version,
    boolean ready,
    @Nullable String ip,
    @Nullable String metricsPort,
    String metricsPath,
    int restarts,
    String owner,
    Life life,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Longer annotations are for tools; they would fill the memory. */
  private static final int LONGEST_ANNOTATION = 128;

  /**
   * Times in the life of a pod.
   *
   * @param created when it was made
   * @param readySince since when it is ready; empty when it is not
   * @param leaving whether it is about to go
   */
  public record Life(Instant created, Optional<Instant> readySince, boolean leaving) {
    /** Nothing is known of it. */
    public static final Life UNKNOWN = new Life(Instant.EPOCH, Optional.empty(), false);
  }

  /** A pod of which only what a scrape needs is known. */
  public PodView(
      ObjectKey key,
      String version,
      boolean ready,
      @Nullable String ip,
      @Nullable String metricsPort,
      String metricsPath,
      int restarts) {
    this(
        key,
        version,
        ready,
        ip,
        metricsPort,
        metricsPath,
        restarts,
        "",
        Life.UNKNOWN,
        Map.of(),
        Map.of());
  }

  /** What the engine wants to know of it. */
  public PodFacts facts(int minReadySeconds, Instant now) {
    boolean available =
        ready
            && life.readySince
                .filter(since -> !now.isBefore(since.plusSeconds(minReadySeconds)))
                .isPresent();
    return new PodFacts(
        key.name(), version, life.created, available, life.leaving, labels, annotations);
  }

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
        restarts(pod),
        Owners.controllerUid(pod).stream().findFirst().orElse(""),
        life(pod),
        Map.copyOf(pod.getMetadata().getLabels()),
        annotations.entrySet().stream()
            .filter(entry -> entry.getValue().length() <= LONGEST_ANNOTATION)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Life life(Pod pod) {
    String created = pod.getMetadata().getCreationTimestamp();
    return new Life(
        created == null ? Instant.EPOCH : WireTime.parse(created),
        ready(pod)
            .map(PodCondition::getLastTransitionTime)
            .filter(Objects::nonNull)
            .map(WireTime::parse)
            .findFirst(),
        pod.getMetadata().getDeletionTimestamp() != null);
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
    return ready(pod).findAny().isPresent();
  }

  private static Stream<PodCondition> ready(Pod pod) {
    return Stream.ofNullable(pod.getStatus())
        .map(status -> status.getConditions())
        .filter(Objects::nonNull)
        .flatMap(conditions -> conditions.stream())
        .filter(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
