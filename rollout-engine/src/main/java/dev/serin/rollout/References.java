package dev.serin.rollout;

import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.RouteSelector;
import dev.serin.rollout.traffic.SeenRoutes;
import dev.serin.rollout.traffic.TrafficRouter;
import dev.serin.rollout.traffic.TrafficRouters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects beside its own that a Rollout names, all but routes in its own namespace: what a
 * controller has to observe for it, and whose changes have to wake it.
 *
 * @param services names of Services
 * @param routes objects that route its traffic, and that of workloadRef
 * @param routeSelectors the same, by labels
 * @param analysisTemplates names of AnalysisTemplates
 * @param clusterAnalysisTemplates names of ClusterAnalysisTemplates
 */
public record References(
    Set<String> services,
    List<RouteReference> routes,
    List<RouteSelector> routeSelectors,
    Set<String> analysisTemplates,
    Set<String> clusterAnalysisTemplates) {

  /** What the Rollout names; never fails, whatever the Rollout looks like. */
  public static References of(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    BlueGreenStrategy blueGreen = strategy == null ? null : strategy.blueGreen();
    List<@Nullable String> services = new ArrayList<>();
    List<TemplateReference> templates = new ArrayList<>();
    List<TrafficRouter> routers = List.of();
    if (canary != null) {
      services.add(canary.stableService());
      services.add(canary.canaryService());
      if (canary.pingPong() != null) {
        services.add(canary.pingPong().pingService());
        services.add(canary.pingPong().pongService());
      }
      routers = TrafficRouters.of(rollout);
      add(canary.analysis(), templates);
      canary.steps().forEach(step -> add(step.analysis(), templates));
    }
    if (blueGreen != null) {
      services.add(blueGreen.activeService());
      services.add(blueGreen.previewService());
      add(blueGreen.prePromotionAnalysis(), templates);
      add(blueGreen.postPromotionAnalysis(), templates);
    }
    return new References(
        services.stream()
            .filter(name -> name != null && !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        Stream.concat(
                routers.stream().flatMap(router -> router.references(SeenRoutes.NONE).stream()),
                workload(rollout).stream())
            .distinct()
            .toList(),
        routers.stream().flatMap(router -> router.selectors().stream()).toList(),
        names(templates, false),
        names(templates, true));
  }

  /** The object of workloadRef, as far as it is one that can be watched. */
  public static Optional<RouteReference> workload(Rollout rollout) {
    WorkloadReference reference =
        rollout.getSpec() == null ? null : rollout.getSpec().workloadRef();
    return reference == null
            || reference.apiVersion() == null
            || reference.kind() == null
            || reference.name() == null
        ? Optional.empty()
        : Optional.of(
            new RouteReference(
                reference.apiVersion(),
                reference.kind(),
                String.valueOf(rollout.getMetadata().getNamespace()),
                reference.name()));
  }

  private static void add(@Nullable RolloutAnalysis analysis, List<TemplateReference> templates) {
    if (analysis != null) {
      templates.addAll(analysis.templates());
    }
  }

  private static Set<String> names(List<TemplateReference> templates, boolean cluster) {
    return templates.stream()
        .filter(template -> Boolean.TRUE.equals(template.clusterScope()) == cluster)
        .map(TemplateReference::templateName)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
