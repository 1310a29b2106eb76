package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of analyses that Argo Rollouts has, with its names, labels and values.
 *
 * <p>Argo tells of every run that exists, and with thousands of rollouts the finished ones fill its
 * memory (its issue 3929). Here a finished run of a Rollout is told of as long as that Rollout
 * wants the version that the run has judged; runs that are not over, and runs without a Rollout,
 * are all told of.
 *
 * <p>Source: controller/metrics/analysis.go of argo-rollouts.
 */
final class AnalysisFamilies {

  private static final List<AnalysisPhase> PHASES =
      List.of(
          AnalysisPhase.PENDING,
          AnalysisPhase.ERROR,
          AnalysisPhase.FAILED,
          AnalysisPhase.SUCCESSFUL,
          AnalysisPhase.RUNNING,
          AnalysisPhase.INCONCLUSIVE);

  private final ClusterView view;

  private AnalysisFamilies(ClusterView view) {
    this.view = view;
  }

  static List<ReadFamily> of(ClusterView view) {
    AnalysisFamilies families = new AnalysisFamilies(view);
    return List.of(
        families.runs(
            "analysis_run_info",
            "What each analysis run is and how it is doing; always 1.",
            List.of("namespace", "name", "phase"),
            AnalysisFamilies::info),
        families.runs(
            "analysis_run_phase",
            "1 for the phase of each analysis run; analysis_run_info has taken its place.",
            List.of("namespace", "name", "phase"),
            AnalysisFamilies::phases),
        families.runs(
            "analysis_run_metric_type",
            "Who measures each metric of an analysis run; always 1.",
            List.of("namespace", "name", "metric", "type"),
            AnalysisFamilies::types),
        families.runs(
            "analysis_run_metric_phase",
            "1 for the phase of each metric of an analysis run.",
            List.of("namespace", "name", "metric", "type", "dry_run", "phase"),
            AnalysisFamilies::metricPhases),
        families.templates(
            "analysis_template_info",
            "The analysis templates; always 1.",
            List.of("namespace", "name"),
            (key, metrics, series) -> series.add(1, key.namespace(), key.name())),
        families.templates(
            "analysis_template_metric_info",
            "The metrics of analysis templates; always 1.",
            List.of("namespace", "name", "type", "metric"),
            AnalysisFamilies::templateMetrics));
  }

  private interface Reader {
    void read(AnalysisRun run, Series series);
  }

  private interface TemplateReader {
    void read(ObjectKey key, List<Metric> metrics, Series series);
  }

  private ReadFamily runs(String name, String help, List<String> labels, Reader reader) {
    Consumer<Series> all =
        series ->
            view.analysisRuns().all().stream()
                .filter(this::toldOf)
                .forEach(run -> reader.read(run, series));
    return ReadFamily.gauge(name, help, labels, all);
  }

  /** Those of the whole cluster have no namespace. */
  private ReadFamily templates(
      String name, String help, List<String> labels, TemplateReader reader) {
    return ReadFamily.gauge(
        name,
        help,
        labels,
        series -> {
          for (AnalysisTemplate template : view.analysisTemplates().all()) {
            reader.read(ObjectKey.of(template), metrics(template.getSpec()), series);
          }
          for (ClusterAnalysisTemplate template : view.clusterAnalysisTemplates().all()) {
            reader.read(ObjectKey.of(template), metrics(template.getSpec()), series);
          }
        });
  }

  private static List<Metric> metrics(@Nullable AnalysisTemplateSpec spec) {
    return spec == null ? List.of() : spec.metrics();
  }

  private boolean toldOf(AnalysisRun run) {
    return !phase(run).completed() || CurrentRuns.isCurrent(view, run);
  }

  private static void info(AnalysisRun run, Series series) {
    AnalysisRunStatus status = run.getStatus();
    AnalysisPhase phase = status == null ? null : status.phase();
    ObjectKey key = ObjectKey.of(run);
    series.add(1, key.namespace(), key.name(), phase == null ? "" : phase.wireName());
  }

  private static void phases(AnalysisRun run, Series series) {
    ObjectKey key = ObjectKey.of(run);
    AnalysisPhase now = phase(run);
    for (AnalysisPhase phase : PHASES) {
      series.add(phase == now ? 1 : 0, key.namespace(), key.name(), phase.wireName());
    }
  }

  private static void types(AnalysisRun run, Series series) {
    ObjectKey key = ObjectKey.of(run);
    for (Metric metric : metrics(run)) {
      series.add(1, key.namespace(), key.name(), name(metric), ProviderTypes.of(metric));
    }
  }

  private static void metricPhases(AnalysisRun run, Series series) {
    ObjectKey key = ObjectKey.of(run);
    for (Metric metric : metrics(run)) {
      Optional<MetricResult> result = result(run, metric);
      AnalysisPhase now = result.map(MetricResult::phase).orElse(AnalysisPhase.PENDING);
      boolean dry = result.map(MetricResult::dryRun).orElse(false);
      for (AnalysisPhase phase : PHASES) {
        series.add(
            phase == now ? 1 : 0,
            key.namespace(),
            key.name(),
            name(metric),
            ProviderTypes.of(metric),
            Boolean.toString(dry),
            phase.wireName());
      }
    }
  }

  private static void templateMetrics(ObjectKey key, List<Metric> metrics, Series series) {
    for (Metric metric : metrics) {
      series.add(1, key.namespace(), key.name(), ProviderTypes.of(metric), name(metric));
    }
  }

  private static Optional<MetricResult> result(AnalysisRun run, Metric metric) {
    AnalysisRunStatus status = run.getStatus();
    return status == null
        ? Optional.empty()
        : status.metricResults().stream()
            .filter(result -> name(metric).equals(result.name()))
            .findFirst();
  }

  private static List<Metric> metrics(AnalysisRun run) {
    return run.getSpec() == null ? List.of() : run.getSpec().metrics();
  }

  private static String name(Metric metric) {
    @Nullable String name = metric.name();
    return name == null ? "" : name;
  }

  private static AnalysisPhase phase(AnalysisRun run) {
    AnalysisRunStatus status = run.getStatus();
    AnalysisPhase phase = status == null ? null : status.phase();
    return phase == null ? AnalysisPhase.PENDING : phase;
  }
}
