package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the templates that an analysis names, and those that they name in turn. */
public final class Templates {
  private Templates() {}

  /** The specifications, in the order of the references; each once, absent ones left out. */
  public static List<AnalysisTemplateSpec> resolve(
      RolloutAnalysis analysis, Observation observation) {
    Map<String, AnalysisTemplateSpec> found = new LinkedHashMap<>();
    collect(analysis.templates(), observation, found, new ArrayList<>());
    return List.copyOf(found.values());
  }

  /** References that lead nowhere. */
  public static List<TemplateReference> absent(RolloutAnalysis analysis, Observation observation) {
    List<TemplateReference> absent = new ArrayList<>();
    collect(analysis.templates(), observation, new LinkedHashMap<>(), absent);
    return absent;
  }

  private static void collect(
      List<TemplateReference> references,
      Observation observation,
      Map<String, AnalysisTemplateSpec> found,
      List<TemplateReference> absent) {
    for (TemplateReference reference : references) {
      boolean cluster = Boolean.TRUE.equals(reference.clusterScope());
      String key = cluster + " " + reference.templateName();
      AnalysisTemplateSpec spec = find(reference.templateName(), cluster, observation);
      if (spec == null) {
        absent.add(reference);
      } else if (found.putIfAbsent(key, spec) == null) {
        collect(spec.templates(), observation, found, absent);
      }
    }
  }

  private static @Nullable AnalysisTemplateSpec find(
      @Nullable String name, boolean cluster, Observation observation) {
    if (name == null) {
      return null;
    }
    if (cluster) {
      ClusterAnalysisTemplate template =
          observation.surroundings().clusterAnalysisTemplates().get(name);
      return template == null ? null : template.getSpec();
    }
    AnalysisTemplate template = observation.analysisTemplates().get(name);
    return template == null ? null : template.getSpec();
  }
}
