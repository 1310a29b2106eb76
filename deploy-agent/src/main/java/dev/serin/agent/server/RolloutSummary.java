package dev.serin.agent.server;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rollout, for people and scripts.
 *
 * @param namespace its namespace
 * @param name its name
 * @param phase Healthy, Progressing, Paused or Degraded; null before it was first handled
 * @param message why
 * @param aborted whether it goes, or went, back to stable
 * @param step index of the current step, from 0; the number of steps when all are done
 * @param steps how many steps there are
 * @param weight the canary's share of the traffic, 0 to 100; null when nothing was set yet
 * @param stableHash pod template hash of the stable version
 * @param canaryHash pod template hash of the wanted version; the stable one's when there is no
 *     change under way
 * @param analyses the analyses of the wanted version, newest first
 */
public record RolloutSummary(
    String namespace,
    String name,
    @Nullable String phase,
    @Nullable String message,
    boolean aborted,
    @Nullable Integer step,
    int steps,
    @Nullable Integer weight,
    @Nullable String stableHash,
    @Nullable String canaryHash,
    List<Analysis> analyses) {

  /**
   * One analysis.
   *
   * @param name name of the AnalysisRun
   * @param phase its phase
   * @param message why
   * @param startedAt when it began, RFC 3339
   * @param completedAt when it was over, RFC 3339
   * @param metrics the evidence
   */
  public record Analysis(
      String name,
      @Nullable String phase,
      @Nullable String message,
      @Nullable String startedAt,
      @Nullable String completedAt,
      List<Evidence> metrics) {}

  /**
   * What was found for one metric.
   *
   * @param name the metric
   * @param phase its phase
   * @param message why, with numbers
   * @param value the latest value
   * @param details the numbers behind it
   */
  public record Evidence(
      @Nullable String name,
      @Nullable String phase,
      @Nullable String message,
      @Nullable String value,
      Map<String, String> details) {}

  static RolloutSummary of(Rollout rollout, List<AnalysisRun> runs) {
    RolloutStatus status = RolloutStatus.of(rollout);
    return new RolloutSummary(
        rollout.getMetadata().getNamespace(),
        rollout.getMetadata().getName(),
        status.phase() == null ? null : status.phase().wireName(),
        status.message(),
        status.aborted(),
        status.currentStepIndex(),
        CanaryStrategy.stepsOf(rollout).size(),
        status.canaryWeight().orElse(null),
        status.stableRS(),
        status.currentPodHash(),
        runs.stream()
            .filter(run -> isOf(run, status.currentPodHash()))
            .sorted(
                Comparator.comparing(
                        (AnalysisRun run) -> run.getMetadata().getCreationTimestamp(),
                        Comparator.nullsFirst(Comparator.naturalOrder()))
                    .reversed())
            .map(RolloutSummary::analysis)
            .toList());
  }

  private static boolean isOf(AnalysisRun run, @Nullable String hash) {
    Map<String, String> labels = run.getMetadata().getLabels();
    return hash != null && labels != null && hash.equals(labels.get(ArgoNames.POD_TEMPLATE_HASH));
  }

  private static Analysis analysis(AnalysisRun run) {
    AnalysisRunStatus status = run.getStatus();
    String name = run.getMetadata().getName();
    return status == null
        ? new Analysis(name, null, null, null, null, List.of())
        : new Analysis(
            name,
            status.phase() == null ? null : status.phase().wireName(),
            status.message(),
            text(status.startedAt()),
            text(status.completedAt()),
            status.metricResults().stream().map(RolloutSummary::evidence).toList());
  }

  private static Evidence evidence(MetricResult result) {
    return new Evidence(
        result.name(),
        result.phase() == null ? null : result.phase().wireName(),
        result.message(),
        result.measurements().stream()
            .reduce((earlier, later) -> later)
            .map(measurement -> measurement.value())
            .orElse(null),
        result.metadata());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
