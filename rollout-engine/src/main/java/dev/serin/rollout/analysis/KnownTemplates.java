package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.analysis.TemplateReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates of analyses by name, and those that they name in turn.
 *
 * @param here the AnalysisTemplates of the namespace
 * @param everywhere the ClusterAnalysisTemplates
 */
public record KnownTemplates(
    Map<String, AnalysisTemplate> here, Map<String, ClusterAnalysisTemplate> everywhere) {

  /** Copies the maps. */
  public KnownTemplates {
    here = Map.copyOf(here);
    everywhere = Map.copyOf(everywhere);
  }

  /** The specifications, in the order of the references; each once, absent ones left out. */
  public List<AnalysisTemplateSpec> resolve(List<TemplateReference> references) {
    Map<String, AnalysisTemplateSpec> found = new LinkedHashMap<>();
    collect(references, found, new ArrayList<>());
    return List.copyOf(found.values());
  }

  /** References that lead nowhere. */
  public List<TemplateReference> absent(List<TemplateReference> references) {
    List<TemplateReference> absent = new ArrayList<>();
    collect(references, new LinkedHashMap<>(), absent);
    return absent;
  }

  private void collect(
      List<TemplateReference> references,
      Map<String, AnalysisTemplateSpec> found,
      List<TemplateReference> absent) {
    for (TemplateReference reference : references) {
      boolean cluster = Boolean.TRUE.equals(reference.clusterScope());
      String key = cluster + " " + reference.templateName();
      AnalysisTemplateSpec spec = find(reference.templateName(), cluster);
      if (spec == null) {
        absent.add(reference);
      } else if (found.putIfAbsent(key, spec) == null) {
        collect(spec.templates(), found, absent);
      }
    }
  }

  private @Nullable AnalysisTemplateSpec find(@Nullable String name, boolean cluster) {
    if (name == null) {
      return null;
    }
    if (cluster) {
      ClusterAnalysisTemplate template = everywhere.get(name);
      return template == null ? null : template.getSpec();
    }
    AnalysisTemplate template = here.get(name);
    return template == null ? null : template.getSpec();
  }
}
