package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Observation;
import dev.serin.rollout.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of one rollout. Reads caches only; calls nobody. */
public final class Observer {

  private final ClusterView view;
  private final UnaryOperator<AnalysisRun> latest;
  private final TrafficLedger ledger;

  /**
   * An observer.
   *
   * @param view what is known of the cluster
   * @param latest the newest state of an AnalysisRun, which may not have been written yet: a
   *     verdict counts from the moment it is reached, even when the API server does not take it
   * @param ledger who has written to Services and routes
   */
  public Observer(ClusterView view, UnaryOperator<AnalysisRun> latest, TrafficLedger ledger) {
    this.ledger = ledger;
    this.view = view;
    this.latest = latest;
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
    Map<String, AnalysisTemplate> templates = new HashMap<>();
    for (String name : references.analysisTemplates()) {
      view.analysisTemplates()
          .get(new ObjectKey(namespace, name))
          .ifPresent(template -> templates.put(name, template));
    }
    List<HasMetadata> routes =
        references.routes().stream()
            .filter(route -> route.kind().equals("HTTPRoute"))
            .map(route -> new ObjectKey(route.namespace(), route.name()))
            .map(this::route)
            .filter(Objects::nonNull)
            .toList();
    return new Observation(
        rollout,
        view.replicaSetsOf(rollout),
        services,
        routes,
        view.analysisRunsOf(rollout).stream().map(latest).toList(),
        templates,
        ledger.of(ObjectKey.of(rollout)));
  }

  private @Nullable HasMetadata route(ObjectKey key) {
    return view.httpRoutes().get(key).orElse(null);
  }
}
