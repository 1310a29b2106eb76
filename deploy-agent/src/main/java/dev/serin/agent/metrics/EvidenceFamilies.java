package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.analysis.Analysis;
import dev.serin.rollout.judge.Counts;
import dev.serin.rollout.judge.Evidence;
import dev.serin.rollout.judge.Judge;
import dev.serin.rollout.judge.JudgeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The evidence of verdicts: what the built-in judge has counted, and how much that says. Told for
 * the version that a rollout wants, as long as that is not the stable one.
 */
final class EvidenceFamilies {

  private static final String JUDGE = JudgeSettings.PLUGIN;
  private static final List<String> KEY =
      List.of(SerinFamilies.NAMESPACE, SerinFamilies.ROLLOUT, "analysis_run", "metric");

  private record Found(
      ObjectKey rollout, AnalysisRun analysis, MetricResult result, JudgeSettings settings) {
    String[] labels(String... more) {
      String[] all = new String[4 + more.length];
      all[0] = rollout.namespace();
      all[1] = rollout.name();
      all[2] = analysis.getMetadata().getName();
      all[3] = String.valueOf(result.name());
      System.arraycopy(more, 0, all, 4, more.length);
      return all;
    }

    Evidence evidence() {
      return Judge.of(settings).evidence(result.metadata().get(JUDGE));
    }
  }

  private final ClusterView view;

  private EvidenceFamilies(ClusterView view) {
    this.view = view;
  }

  static List<ReadFamily> of(ClusterView view) {
    EvidenceFamilies families = new EvidenceFamilies(view);
    return List.of(
        families.gauge(
            "serin_analysis_verdict",
            "Phase of each metric that judges a canary; always 1.",
            with("phase"),
            (found, series) -> {
              AnalysisPhase phase = found.result().phase();
              series.add(1, found.labels(phase == null ? "Pending" : phase.wireName()));
            }),
        families.gauge(
            "serin_analysis_verdict_timestamp_seconds",
            "When the analysis of a canary was over.",
            with("phase"),
            EvidenceFamilies::verdict),
        families.gauge(
            "serin_analysis_e_value",
            "How much the evidence speaks against the canary; unhealthy from the bound on.",
            KEY,
            (found, series) -> series.add(Math.exp(found.evidence().logValue()), found.labels())),
        families.gauge(
            "serin_analysis_e_value_bound",
            "The e-value that means unhealthy: 1 divided by the rate of false alarms.",
            KEY,
            (found, series) -> series.add(found.settings().bound(), found.labels())),
        families.gauge(
            "serin_analysis_requests",
            "Requests that the judge has counted, by version.",
            with("role"),
            (found, series) -> counts(found, series, true)),
        families.gauge(
            "serin_analysis_errors",
            "Failed requests that the judge has counted, by version.",
            with("role"),
            (found, series) -> counts(found, series, false)));
  }

  private interface Reader {
    void read(Found found, Series series);
  }

  private static List<String> with(String label) {
    return List.of(KEY.get(0), KEY.get(1), KEY.get(2), KEY.get(3), label);
  }

  private ReadFamily gauge(String name, String help, List<String> labels, Reader reader) {
    return ReadFamily.gauge(
        name, help, labels, series -> found().forEach(found -> reader.read(found, series)));
  }

  private static void verdict(Found found, Series series) {
    AnalysisRunStatus status = found.analysis().getStatus();
    if (status.completedAt() != null && status.phase() != null) {
      double at = status.completedAt().toEpochMilli() / 1000.0;
      series.add(at, found.labels(status.phase().wireName()));
    }
  }

  private static void counts(Found found, Series series, boolean requests) {
    Evidence evidence = found.evidence();
    add(evidence.canary(), "canary", found, series, requests);
    add(evidence.stable(), "stable", found, series, requests);
  }

  private static void add(
      Counts counts, String role, Found found, Series series, boolean requests) {
    series.add((double) (requests ? counts.requests() : counts.errors()), found.labels(role));
  }

  private List<Found> found() {
    return view.rollouts().all().stream()
        .filter(EvidenceFamilies::underWay)
        .flatMap(
            rollout ->
                view.analysisRunsOf(rollout).stream()
                    .filter(run -> CurrentRuns.judges(run, rollout))
                    .flatMap(run -> found(rollout, run).stream()))
        .toList();
  }

  private static boolean underWay(Rollout rollout) {
    RolloutStatus status = rollout.getStatus();
    return status != null
        && status.stableRS() != null
        && !status.stableRS().isEmpty()
        && !Objects.equals(status.stableRS(), status.currentPodHash());
  }

  private static List<Found> found(Rollout rollout, AnalysisRun run) {
    List<Found> all = new ArrayList<>();
    if (run.getStatus() != null && run.getSpec() != null) {
      Map<String, JudgeSettings> judged = new Analysis(run.getSpec()).judged();
      for (MetricResult result : run.getStatus().metricResults()) {
        JudgeSettings settings = judged.get(String.valueOf(result.name()));
        if (settings != null && result.metadata().containsKey(JUDGE)) {
          all.add(new Found(ObjectKey.of(rollout), run, result, settings));
        }
      }
    }
    return all;
  }
}
