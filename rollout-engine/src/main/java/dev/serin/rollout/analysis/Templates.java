package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Observation;
import java.util.ArrayList;
import java.util.List;

/** Finds the templates that an analysis names; those that are absent are left out. */
public final class Templates {
  private Templates() {}

  /** The specifications, in the order of the references. */
  public static List<AnalysisTemplateSpec> resolve(
      RolloutAnalysis analysis, Observation observation) {
    List<AnalysisTemplateSpec> found = new ArrayList<>();
    analysis
        .templates()
        .forEach(
            reference -> {
              String name = reference.templateName();
              AnalysisTemplate template =
                  name == null ? null : observation.analysisTemplates().get(name);
              if (template != null && template.getSpec() != null) {
                found.add(template.getSpec());
              }
            });
    return found;
  }
}
