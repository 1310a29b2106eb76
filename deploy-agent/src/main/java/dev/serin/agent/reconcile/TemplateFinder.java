package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.rollout.analysis.KnownTemplates;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds templates of analyses, and those that they name in turn. Reads caches only. */
public final class TemplateFinder {

  private final ClusterView view;

  /** Finds what is known of the cluster. */
  public TemplateFinder(ClusterView view) {
    this.view = view;
  }

  /** The templates that these references lead to; absent ones are left out. */
  public KnownTemplates find(String namespace, List<TemplateReference> references) {
    Map<String, AnalysisTemplate> here = new HashMap<>();
    Map<String, ClusterAnalysisTemplate> everywhere = new HashMap<>();
    Deque<TemplateReference> left = new ArrayDeque<>(references);
    Set<String> seen = new HashSet<>();
    while (!left.isEmpty()) {
      TemplateReference reference = left.remove();
      String name = String.valueOf(reference.templateName());
      boolean cluster = Boolean.TRUE.equals(reference.clusterScope());
      if (!seen.add(cluster + name)) {
        continue;
      }
      if (cluster) {
        view.clusterAnalysisTemplates()
            .get(new ObjectKey("", name))
            .ifPresent(
                template -> {
                  everywhere.put(name, template);
                  add(template.getSpec(), left);
                });
      } else {
        view.analysisTemplates()
            .get(new ObjectKey(namespace, name))
            .ifPresent(
                template -> {
                  here.put(name, template);
                  add(template.getSpec(), left);
                });
      }
    }
    return new KnownTemplates(here, everywhere);
  }

  private static void add(@Nullable AnalysisTemplateSpec spec, Deque<TemplateReference> left) {
    if (spec != null) {
      left.addAll(spec.templates());
    }
  }
}
