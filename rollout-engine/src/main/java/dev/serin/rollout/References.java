package dev.serin.rollout;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.RouteSelector;
import dev.serin.rollout.traffic.SeenRoutes;
import dev.serin.rollout.traffic.TrafficRouter;
import dev.serin.rollout.traffic.TrafficRouters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects beside its own that a Rollout names, all but routes in its own namespace: what a
 * controller has to observe for it, and whose changes have to wake it.
 *
 * @param services names of Services
 * @param routes objects that route its traffic
 * @param routeSelectors the same, by labels
 * @param analysisTemplates names of AnalysisTemplates
 */
public record References(
    Set<String> services,
    List<RouteReference> routes,
    List<RouteSelector> routeSelectors,
    Set<String> analysisTemplates) {

  /** What the Rollout names; never fails, whatever the Rollout looks like. */
  public static References of(Rollout rollout) {
    CanaryStrategy canary =
        rollout.getSpec() == null || rollout.getSpec().strategy() == null
            ? null
            : rollout.getSpec().strategy().canary();
    if (canary == null) {
      return new References(Set.of(), List.of(), List.of(), Set.of());
    }
    List<TrafficRouter> routers = TrafficRouters.of(rollout);
    List<@Nullable RolloutAnalysis> analyses = new ArrayList<>();
    analyses.add(canary.analysis());
    canary.steps().stream().map(CanaryStep::analysis).forEach(analyses::add);
    return new References(
        Stream.of(canary.stableService(), canary.canaryService())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        routers.stream()
            .flatMap(router -> router.references(SeenRoutes.NONE).stream())
            .distinct()
            .toList(),
        routers.stream().flatMap(router -> router.selectors().stream()).toList(),
        analyses.stream()
            .filter(Objects::nonNull)
            .flatMap(analysis -> analysis.templates().stream())
            .map(template -> template.templateName())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
