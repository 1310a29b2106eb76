package dev.serin.rollout.analysis;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.DryRun;
import dev.serin.argo.analysis.MeasurementRetention;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Observation;
import dev.serin.rollout.replicas.NewReplicaSet;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes AnalysisRuns for Rollouts: the metrics of all templates together, the arguments with their
 * values. A run has the labels that the Rollout selects its pods by, as upstream's have: whoever
 * makes pods for a run must not put those on them, or autoscalers and Services find them.
 */
public final class AnalysisRunFactory {
  private AnalysisRunFactory() {}

  /** Name of the run in the background, before any suffix. */
  public static String backgroundName(Rollout rollout, Versions versions) {
    return rollout.getMetadata().getName() + "-" + versions.hash() + "-" + versions.revision();
  }

  /** Name of a run before (pre) or after (post) a promotion, before any suffix. */
  public static String promotionName(Rollout rollout, Versions versions, RunRole role) {
    String infix = role == RunRole.PRE_PROMOTION ? "pre" : "post";
    return backgroundName(rollout, versions) + "-" + infix;
  }

  /** Name of the run of a step, before any suffix. */
  public static String stepName(Rollout rollout, Versions versions, int step) {
    return backgroundName(rollout, versions) + "-" + step;
  }

  /**
   * Makes a run.
   *
   * @param name its name
   * @param analysis the Rollout's part
   * @param role what the run is for
   * @param step index of the step, if it belongs to one
   * @param observation holds the templates
   * @param versions who is the canary
   * @param stableHash hash of the stable version
   */
  public static AnalysisRun create(
      String name,
      RolloutAnalysis analysis,
      RunRole role,
      Optional<Integer> step,
      Observation observation,
      Versions versions,
      String stableHash) {
    List<AnalysisTemplateSpec> templates = observation.templates().resolve(analysis.templates());
    List<AnalysisArgument> arguments =
        Arguments.resolve(
            templates, analysis.args(), observation.rollout(), stableHash, versions.hash());
    AnalysisRun run = new AnalysisRun();
    run.setMetadata(metadata(name, analysis, role, step, observation.rollout(), versions));
    run.setSpec(
        specification(templates, arguments, analysis.dryRun(), analysis.measurementRetention()));
    return run;
  }

  /**
   * What a run does.
   *
   * @param templates give the metrics
   * @param arguments the arguments with their values
   * @param dryRun metrics whose result does not count, beside those of the templates
   * @param retention measurements to keep, beside those of the templates
   */
  public static AnalysisRunSpec specification(
      List<AnalysisTemplateSpec> templates,
      List<AnalysisArgument> arguments,
      List<DryRun> dryRun,
      List<MeasurementRetention> retention) {
    List<Metric> metrics = new ArrayList<>();
    List<DryRun> allDryRun = new ArrayList<>(dryRun);
    List<MeasurementRetention> allRetention = new ArrayList<>(retention);
    for (AnalysisTemplateSpec template : templates) {
      metrics.addAll(template.metrics());
      allDryRun.addAll(template.dryRun());
      allRetention.addAll(template.measurementRetention());
    }
    return new AnalysisRunSpec(metrics, arguments, null, allDryRun, allRetention, null, Map.of());
  }

  private static ObjectMeta metadata(
      String name,
      RolloutAnalysis analysis,
      RunRole role,
      Optional<Integer> step,
      Rollout rollout,
      Versions versions) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(ArgoNames.POD_TEMPLATE_HASH, versions.hash());
    labels.put(ArgoNames.ROLLOUT_TYPE, role.label());
    step.ifPresent(index -> labels.put(ArgoNames.STEP_INDEX, Integer.toString(index)));
    String instance = ReplicaSets.label(rollout, ArgoNames.INSTANCE_ID);
    if (!instance.isEmpty()) {
      labels.put(ArgoNames.INSTANCE_ID, instance);
    }
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(ArgoNames.REVISION, Integer.toString(versions.revision()));
    MetadataPatch extra = analysis.analysisRunMetadata();
    if (extra != null) {
      labels.putAll(extra.labels());
      annotations.putAll(extra.annotations());
    }
    LabelSelector selector = rollout.getSpec().selector();
    if (selector != null && selector.getMatchLabels() != null) {
      labels.putAll(selector.getMatchLabels());
    }
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(rollout.getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .withOwnerReferences(NewReplicaSet.owner(rollout))
        .build();
  }
}
