package dev.serin.agent.cluster;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.References;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the agent knows of the cluster, kept up to date by watches.
 *
 * <p>Kinds whose shape people can get wrong (those of custom resources) are watched as plain JSON
 * and read one by one, so that one broken object hides itself and no other. ReplicaSets and pods
 * are only those of versions; of pods only what a scrape needs is kept.
 */
public final class ClusterView implements AutoCloseable {

  private static final LabelSelector ANY = new LabelSelector();

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final List<Watcher<?, ?>> watchers = new ArrayList<>();

  /** What the agent can work without, if it may not see it. */
  private final Set<Watcher<?, ?>> optional = new HashSet<>();

  private final ObjectStore<Rollout> rollouts = new ObjectStore<>();
  private final ObjectStore<ReplicaSet> replicaSets = new ObjectStore<>();
  private final ObjectStore<Service> services = new ObjectStore<>();
  private final ObjectStore<EndpointsView> endpointSlices = new ObjectStore<>();
  private final ObjectStore<AnalysisTemplate> analysisTemplates = new ObjectStore<>();
  private final ObjectStore<AnalysisRun> analysisRuns = new ObjectStore<>();
  private final ObjectStore<ClusterAnalysisTemplate> clusterTemplates = new ObjectStore<>();
  private final ObjectStore<Experiment> experiments = new ObjectStore<>();
  private final ObjectStore<PodView> pods = new ObjectStore<>();
  private final RouteView routes;
  private final Map<String, Unreadable> unreadable = new ConcurrentHashMap<>();
  private final List<Consumer<Unreadable>> unreadableListeners = new CopyOnWriteArrayList<>();

  private final Index<Rollout> rolloutsByReference = rollouts.index(ClusterView::references);
  private final Index<ReplicaSet> replicaSetsByOwner = replicaSets.index(Owners::controllerUid);
  private final Index<AnalysisRun> analysisRunsByOwner = analysisRuns.index(Owners::controllerUid);
  private final Index<Service> servicesByOwner = services.index(Owners::controllerUid);
  private final Index<Experiment> experimentsByOwner = experiments.index(Owners::controllerUid);
  private final Index<ReplicaSet> orphans =
      replicaSets.index(
          set ->
              Owners.controllerUid(set).isEmpty()
                  ? List.of(set.getMetadata().getNamespace())
                  : List.of());
  private final Index<EndpointsView> slicesByService =
      endpointSlices.index(slice -> List.of(slice.service().toString()));
  private final Index<PodView> podsByVersion =
      pods.index(pod -> List.of(pod.key().namespace() + "/" + pod.version()));

  /**
   * A view that is empty until {@link #start}.
   *
   * @param client the API server
   * @param namespaces the namespaces to look at; empty means all
   * @param instanceId only Rollouts and analyses with this controller instance id; empty means only
   *     those without one
   * @param clock tells since when something is as it is
   */
  public ClusterView(
      KubernetesClient client, List<String> namespaces, String instanceId, InstantSource clock) {
    this.client = client;
    this.namespaces = List.copyOf(namespaces);
    this.routes = new RouteView(client, this.namespaces, clock);
    LabelSelector own = own(instanceId);
    watchers.add(custom(Rollout.class, own, rollouts));
    watchers.add(custom(AnalysisTemplate.class, own, analysisTemplates));
    watchers.add(custom(AnalysisRun.class, own, analysisRuns));
    optional.add(custom(Experiment.class, own, experiments));
    if (namespaces.isEmpty()) {
      optional.add(custom(ClusterAnalysisTemplate.class, own, clusterTemplates));
    }
    watchers.addAll(optional);
    watchers.add(watcher(Service.class, client.services(), ANY, Trimming::trimmed, services));
    LabelSelector versioned = with(ArgoNames.POD_TEMPLATE_HASH, "Exists");
    watchers.add(
        watcher(
            ReplicaSet.class,
            client.apps().replicaSets(),
            versioned,
            Trimming::trimmed,
            replicaSets));
    watchers.add(watcher(Pod.class, client.pods(), versioned, PodView::of, pods));
    Watcher<?, ?> slices =
        watcher(
            EndpointSlice.class,
            client.discovery().v1().endpointSlices(),
            with(EndpointsView.SERVICE, "Exists"),
            slice ->
                EndpointsView.of(slice, endpointSlices.get(ObjectKey.of(slice)), clock.instant()),
            endpointSlices);
    watchers.add(slices);
    optional.add(slices);
    Subscription unused =
        rollouts.listen(
            (key, before, after) -> {
              if (after != null) {
                routes.watchFor(after);
              }
            });
  }

  /** As Argo Rollouts does: with an id, the objects that have it; without, those that have none. */
  private static LabelSelector own(String instanceId) {
    return instanceId.isEmpty()
        ? with(ArgoNames.INSTANCE_ID, "DoesNotExist")
        : new LabelSelectorBuilder().addToMatchLabels(ArgoNames.INSTANCE_ID, instanceId).build();
  }

  private static LabelSelector with(String label, String operator) {
    return new LabelSelectorBuilder()
        .addNewMatchExpression()
        .withKey(label)
        .withOperator(operator)
        .endMatchExpression()
        .build();
  }

  /** Starts watching; returns at once. Listeners must have been added before. */
  public void start() {
    watchers.forEach(Watcher::start);
    routes.start();
  }

  /** Whether everything that there was at the start is known. */
  public boolean synced() {
    return watchers.stream()
            .allMatch(
                watcher -> watcher.synced() || (optional.contains(watcher) && watcher.fails()))
        && rollouts.all().stream().allMatch(routes::knows);
  }

  /**
   * An object that cannot be read.
   *
   * @param object what is known of it: its metadata at least
   * @param problem why
   */
  public record Unreadable(HasMetadata object, String problem) {}

  /** The objects that cannot be read. */
  public List<Unreadable> unreadable() {
    return List.copyOf(unreadable.values());
  }

  /** Adds a listener, which is told of objects that cannot be read from now on. */
  public Subscription listenToUnreadable(Consumer<Unreadable> listener) {
    unreadableListeners.add(listener);
    return () -> unreadableListeners.remove(listener);
  }

  private void read(HasMetadata object, @Nullable String problem) {
    String uid = String.valueOf(object.getMetadata().getUid());
    if (problem == null) {
      unreadable.remove(uid);
      return;
    }
    Unreadable found = new Unreadable(object, problem);
    unreadable.put(uid, found);
    unreadableListeners.forEach(listener -> listener.accept(found));
  }

  /** Stops watching. */
  @Override
  public void close() {
    watchers.forEach(Watcher::close);
    routes.close();
  }

  /** All Rollouts. */
  public ObjectStore<Rollout> rollouts() {
    return rollouts;
  }

  /** All ReplicaSets of Rollouts and Experiments. */
  public ObjectStore<ReplicaSet> replicaSets() {
    return replicaSets;
  }

  /** All Services. */
  public ObjectStore<Service> services() {
    return services;
  }

  /** The objects that route traffic, of the kinds that Rollouts use. */
  public RouteView routes() {
    return routes;
  }

  /** All EndpointSlices of Services. */
  public ObjectStore<EndpointsView> endpointSlices() {
    return endpointSlices;
  }

  /** The EndpointSlices of a Service; none where no controller keeps any. */
  public List<EndpointsView> endpointsOf(ObjectKey service) {
    return slicesByService.get(service.toString());
  }

  /** The Rollouts that may select an object of a kind by its labels. */
  public List<Rollout> rolloutsThatSelect(String kind, String namespace) {
    return rolloutsByReference.get("labelled " + kind + " " + namespace);
  }

  /** All AnalysisTemplates. */
  public ObjectStore<AnalysisTemplate> analysisTemplates() {
    return analysisTemplates;
  }

  /** All ClusterAnalysisTemplates; none for an agent that looks at some namespaces only. */
  public ObjectStore<ClusterAnalysisTemplate> clusterAnalysisTemplates() {
    return clusterTemplates;
  }

  /** All Experiments. */
  public ObjectStore<Experiment> experiments() {
    return experiments;
  }

  /** The Experiments whose controller is the Rollout. */
  public List<Experiment> experimentsOf(Rollout rollout) {
    return experimentsByOwner.get(rollout.getMetadata().getUid());
  }

  /** The ReplicaSets of versions in a namespace that have no controller. */
  public List<ReplicaSet> orphansIn(String namespace) {
    return orphans.get(namespace);
  }

  /** All AnalysisRuns. */
  public ObjectStore<AnalysisRun> analysisRuns() {
    return analysisRuns;
  }

  /** The Rollouts that name an object of a kind in their specification. */
  public List<Rollout> rolloutsThatName(String kind, ObjectKey object) {
    return rolloutsByReference.get(kind + " " + object);
  }

  /** The ReplicaSets whose controller is a Rollout or an Experiment. */
  public List<ReplicaSet> replicaSetsOf(HasMetadata owner) {
    return replicaSetsByOwner.get(owner.getMetadata().getUid());
  }

  /** The Services whose controller is an Experiment. */
  public List<Service> servicesOf(Experiment experiment) {
    return servicesByOwner.get(experiment.getMetadata().getUid());
  }

  /** The AnalysisRuns whose controller is a Rollout or an Experiment. */
  public List<AnalysisRun> analysisRunsOf(HasMetadata owner) {
    return analysisRunsByOwner.get(owner.getMetadata().getUid());
  }

  /** All pods of Rollouts and Experiments. */
  public ObjectStore<PodView> pods() {
    return pods;
  }

  /** The pods of one version. */
  public List<PodView> podsOf(String namespace, String version) {
    return podsByVersion.get(namespace + "/" + version);
  }

  private static List<String> references(Rollout rollout) {
    String namespace = rollout.getMetadata().getNamespace();
    References references = References.of(rollout);
    return Stream.of(
            references.services().stream().map(name -> "Service " + namespace + "/" + name),
            references.analysisTemplates().stream()
                .map(name -> "AnalysisTemplate " + namespace + "/" + name),
            references.clusterAnalysisTemplates().stream()
                .map(name -> "ClusterAnalysisTemplate " + new ObjectKey("", name)),
            references.routes().stream().map(Object::toString),
            references.routeSelectors().stream()
                .map(selector -> "labelled " + selector.kind() + " " + selector.namespace()))
        .flatMap(Function.identity())
        .toList();
  }

  private <T extends HasMetadata> Watcher<?, T> custom(
      Class<T> type, LabelSelector selector, ObjectStore<T> store) {
    return watcher(
        GenericKubernetesResource.class,
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(type)),
        selector,
        object -> Trimming.trimmed(client.getKubernetesSerialization().convertValue(object, type)),
        store);
  }

  private <R extends HasMetadata, T> Watcher<R, T> watcher(
      Class<R> type,
      MixedOperation<R, ?, ?> operation,
      LabelSelector selector,
      Function<R, T> keep,
      ObjectStore<T> store) {
    List<FilterWatchListDeletable<R, ?, ?>> scopes = new ArrayList<>();
    if (namespaces.isEmpty()) {
      scopes.add(operation.inAnyNamespace().withLabelSelector(selector));
    }
    for (String namespace : namespaces) {
      scopes.add(operation.inNamespace(namespace).withLabelSelector(selector));
    }
    return new Watcher<>(
        type.getSimpleName(),
        type,
        keep,
        store,
        scopes,
        client.getKubernetesSerialization(),
        this::read);
  }
}
