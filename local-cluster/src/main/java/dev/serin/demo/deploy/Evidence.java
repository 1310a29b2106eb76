package dev.serin.demo.deploy;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an analysis found a canary unhealthy.
 *
 * @param metric the name of the metric
 * @param reason its message, with its numbers
 */
public record Evidence(String metric, String reason) {

  /** Finds it: the failed metric of the newest failed analysis of an aborted rollout. */
  public static Evidence of(Rollout aborted, KubernetesClient client) {
    String name = aborted.getMetadata().getName();
    return client
        .resources(AnalysisRun.class)
        .inNamespace(aborted.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(run -> run.getMetadata().getName().startsWith(name + "-"))
        .filter(run -> phase(run) == AnalysisPhase.FAILED)
        .max(Comparator.comparing(run -> run.getMetadata().getCreationTimestamp()))
        .flatMap(Evidence::failedMetric)
        .orElseGet(() -> new Evidence("none", message(aborted)));
  }

  private static AnalysisPhase phase(AnalysisRun run) {
    AnalysisRunStatus status = run.getStatus();
    AnalysisPhase phase = status == null ? null : status.phase();
    return phase == null ? AnalysisPhase.PENDING : phase;
  }

  private static Optional<Evidence> failedMetric(AnalysisRun run) {
    AnalysisRunStatus status = run.getStatus();
    if (status == null) {
      return Optional.empty();
    }
    return status.metricResults().stream()
        .filter(result -> result.phase() == AnalysisPhase.FAILED)
        .findFirst()
        .map(result -> new Evidence(text(result.name()), reason(result, status)));
  }

  private static String reason(MetricResult result, AnalysisRunStatus status) {
    String message = text(result.message());
    return message.isEmpty() ? text(status.message()) : message;
  }

  private static String message(Rollout rollout) {
    RolloutStatus status = rollout.getStatus();
    return status == null ? "" : text(status.message());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
