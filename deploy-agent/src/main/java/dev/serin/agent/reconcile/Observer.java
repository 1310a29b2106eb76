package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.EndpointsView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.PodView;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Observation;
import dev.serin.rollout.References;
import dev.serin.rollout.ServiceEndpoints;
import dev.serin.rollout.TrafficObservation;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Gathers what is known of one rollout. Reads caches only; calls nobody. */
public final class Observer {

  private final ClusterView view;
  private final UnaryOperator<AnalysisRun> latest;
  private final Duration settle;
  private final SurroundingsObserver surroundings;

  /**
   * An observer.
   *
   * @param view what is known of the cluster
   * @param latest the newest state of an AnalysisRun, which may not have been written yet: a
   *     verdict counts from the moment it is reached, even when the API server does not take it
   * @param surroundings sees what only some rollouts need
   * @param settle how long a change of traffic that was accepted takes to be in every proxy
   */
  public Observer(
      ClusterView view,
      UnaryOperator<AnalysisRun> latest,
      Duration settle,
      SurroundingsObserver surroundings) {
    this.surroundings = surroundings;
    this.view = view;
    this.latest = latest;
    this.settle = settle;
  }

  /** What is known of a rollout now. */
  public Observation observe(Rollout rollout) {
    String namespace = rollout.getMetadata().getNamespace();
    References references = References.of(rollout);
    Map<String, Service> services = new HashMap<>();
    for (String name : references.services()) {
      view.services()
          .get(new ObjectKey(namespace, name))
          .ifPresent(service -> services.put(name, service));
    }
    Map<String, AnalysisTemplate> templates = surroundings.templates(namespace, references);
    return new Observation(
        rollout,
        view.replicaSetsOf(rollout),
        services,
        traffic(rollout, references),
        view.analysisRunsOf(rollout).stream().map(latest).toList(),
        templates,
        surroundings.of(rollout, references));
  }

  /** Whether all is known that a rollout names, or is known not to be. */
  public boolean complete(Rollout rollout) {
    return view.routes().knows(rollout);
  }

  private TrafficObservation traffic(Rollout rollout, References references) {
    List<SeenRoute> routes = new ArrayList<>();
    references.routes().forEach(name -> view.routes().get(name).ifPresent(routes::add));
    references.routeSelectors().forEach(labels -> routes.addAll(view.routes().matching(labels)));
    String namespace = rollout.getMetadata().getNamespace();
    Map<String, ServiceEndpoints> endpoints = new HashMap<>();
    for (String service : references.services()) {
      List<EndpointsView> slices = view.endpointsOf(new ObjectKey(namespace, service));
      if (!slices.isEmpty()) {
        endpoints.put(service, endpoints(namespace, slices));
      }
    }
    return new TrafficObservation(
        SeenRoutes.of(routes), endpoints, neighbours(rollout, references), settle);
  }

  /** A pod that is not known is of no version: one of somebody else, or not seen yet. */
  private ServiceEndpoints endpoints(String namespace, List<EndpointsView> slices) {
    Map<String, Integer> ready = new HashMap<>();
    Instant since = Instant.MIN;
    for (EndpointsView slice : slices) {
      since = slice.since().isAfter(since) ? slice.since() : since;
      for (String pod : slice.ready()) {
        String version =
            view.pods().get(new ObjectKey(namespace, pod)).map(PodView::version).orElse("");
        ready.merge(version, 1, Integer::sum);
      }
    }
    return new ServiceEndpoints(ready, since);
  }

  private List<Rollout> neighbours(Rollout rollout, References references) {
    String namespace = rollout.getMetadata().getNamespace();
    return Stream.concat(
            references.services().stream()
                .flatMap(
                    name ->
                        view.rolloutsThatName("Service", new ObjectKey(namespace, name)).stream()),
            references.routes().stream()
                .flatMap(
                    route ->
                        view
                            .rolloutsThatName(
                                route.kind(), new ObjectKey(route.namespace(), route.name()))
                            .stream()))
        .filter(other -> !ObjectKey.of(other).equals(ObjectKey.of(rollout)))
        .distinct()
        .toList();
  }
}
