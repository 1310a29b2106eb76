package dev.serin.agent.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.plugin.PluginCalls;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.rollout.PodFacts;
import dev.serin.rollout.References;
import dev.serin.rollout.Surroundings;
import dev.serin.rollout.Workload;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Selectors;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gathers what only some rollouts need. Reads caches only; calls nobody. */
public final class SurroundingsObserver {

  private final ClusterView view;
  private final TemplateFinder templates;
  private final KubernetesSerialization serialization;
  private final PluginCalls plugins;
  private final Function<String, Set<String>> takenNames;
  private final TrafficLedger ledger;
  private final SetbackLedger setbacks;
  private final InstantSource clock;

  /**
   * An observer.
   *
   * @param takenNames names of ReplicaSets in a namespace that somebody else has
   * @param ledger who has written to Services and routes
   * @param setbacks what the API server has refused
   */
  public SurroundingsObserver(
      ClusterView view,
      KubernetesSerialization serialization,
      PluginCalls plugins,
      Function<String, Set<String>> takenNames,
      TrafficLedger ledger,
      SetbackLedger setbacks,
      InstantSource clock) {
    this.view = view;
    this.templates = new TemplateFinder(view);
    this.serialization = serialization;
    this.plugins = plugins;
    this.takenNames = takenNames;
    this.ledger = ledger;
    this.setbacks = setbacks;
    this.clock = clock;
  }

  /** The AnalysisTemplates that a rollout names, and those that they name in turn. */
  Map<String, AnalysisTemplate> templates(String namespace, References references) {
    return templates.find(namespace, named(references)).here();
  }

  Surroundings of(Rollout rollout, References references) {
    String namespace = rollout.getMetadata().getNamespace();
    return new Surroundings(
        templates.find(namespace, named(references)).everywhere(),
        view.experimentsOf(rollout),
        needsPods(rollout) ? pods(rollout) : List.of(),
        workload(rollout),
        orphans(rollout),
        takenNames.apply(namespace),
        plugins.answers(rollout),
        ledger.of(ObjectKey.of(rollout)),
        setbacks.of(ObjectKey.of(rollout)));
  }

  private static List<TemplateReference> named(References references) {
    return Stream.concat(
            references.analysisTemplates().stream()
                .map(name -> new TemplateReference(name, false, Map.of())),
            references.clusterAnalysisTemplates().stream()
                .map(name -> new TemplateReference(name, true, Map.of())))
        .toList();
  }

  private static boolean needsPods(Rollout rollout) {
    RolloutSpec spec = rollout.getSpec();
    RolloutStrategy strategy = spec == null ? null : spec.strategy();
    if (spec == null || strategy == null) {
      return false;
    }
    Instant restarted = rollout.getStatus() == null ? null : rollout.getStatus().restartedAt();
    CanaryStrategy canary = strategy.canary();
    BlueGreenStrategy blueGreen = strategy.blueGreen();
    return (spec.restartAt() != null && !Objects.equals(spec.restartAt(), restarted))
        || (canary != null && (canary.canaryMetadata() != null || canary.stableMetadata() != null))
        || (blueGreen != null
            && (blueGreen.previewMetadata() != null || blueGreen.activeMetadata() != null));
  }

  private List<PodFacts> pods(Rollout rollout) {
    String namespace = rollout.getMetadata().getNamespace();
    Integer given = rollout.getSpec().minReadySeconds();
    int seconds = given == null ? 0 : given;
    Instant now = clock.instant();
    return view.replicaSetsOf(rollout).stream()
        .flatMap(
            set ->
                view.podsOf(namespace, ReplicaSets.hash(set)).stream()
                    .filter(pod -> pod.owner().equals(set.getMetadata().getUid())))
        .map(pod -> pod.facts(seconds, now))
        .toList();
  }

  private List<ReplicaSet> orphans(Rollout rollout) {
    LabelSelector selector = rollout.getSpec() == null ? null : rollout.getSpec().selector();
    if (selector == null || Selectors.text(selector).isEmpty()) {
      return List.of();
    }
    return view.orphansIn(rollout.getMetadata().getNamespace()).stream()
        .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
        .filter(set -> Selectors.matches(selector, set.getMetadata().getLabels()))
        .toList();
  }

  private Optional<Workload> workload(Rollout rollout) {
    return References.workload(rollout).flatMap(view.routes()::get).flatMap(this::workload);
  }

  private Optional<Workload> workload(SeenRoute seen) {
    JsonNode object = seen.object();
    boolean plain = seen.reference().kind().equals("PodTemplate");
    JsonNode template = plain ? object.path("template") : object.at("/spec/template");
    if (!template.isObject()) {
      return Optional.empty();
    }
    JsonNode selector = object.at("/spec/selector");
    return Optional.of(
        new Workload(
            seen.reference().kind(),
            seen.reference().name(),
            object.at("/metadata/generation").asLong(),
            serialization.convertValue(template, PodTemplateSpec.class),
            selector.isObject()
                ? Optional.of(serialization.convertValue(selector, LabelSelector.class))
                : Optional.empty(),
            object.at("/spec/replicas").asInt(1)));
  }
}
