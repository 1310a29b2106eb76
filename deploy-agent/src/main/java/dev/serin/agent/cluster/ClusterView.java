package dev.serin.agent.cluster;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.References;
import dev.serin.rollout.contest.FieldOwners;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the agent knows of the cluster, kept up to date by watches.
 *
 * <p>Kinds whose shape people can get wrong (those of custom resources) are watched as plain JSON
 * and read one by one, so that one broken object hides itself and no other. ReplicaSets and pods
 * are only those of Rollouts; of pods only what a scrape needs is kept.
 */
public final class ClusterView implements AutoCloseable {

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final List<Watcher<?, ?>> watchers = new ArrayList<>();
  private final List<BiConsumer<HasMetadata, String>> unreadable = new CopyOnWriteArrayList<>();

  private final ObjectStore<Rollout> rollouts = new ObjectStore<>();
  private final ObjectStore<ReplicaSet> replicaSets = new ObjectStore<>();
  private final ObjectStore<Service> services = new ObjectStore<>();
  private final ObjectStore<HTTPRoute> httpRoutes = new ObjectStore<>();
  private final ObjectStore<AnalysisTemplate> analysisTemplates = new ObjectStore<>();
  private final ObjectStore<AnalysisRun> analysisRuns = new ObjectStore<>();
  private final ObjectStore<PodView> pods = new ObjectStore<>();

  private final Index<Rollout> rolloutsByReference = rollouts.index(ClusterView::references);
  private final Index<ReplicaSet> replicaSetsByOwner = replicaSets.index(Owners::controllerUid);
  private final Index<AnalysisRun> analysisRunsByOwner = analysisRuns.index(Owners::controllerUid);
  private final Index<PodView> podsByVersion =
      pods.index(pod -> List.of(pod.key().namespace() + "/" + pod.version()));

  /**
   * A view that is empty until {@link #start}.
   *
   * @param client the API server
   * @param namespaces the namespaces to look at; empty means all
   */
  public ClusterView(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = List.copyOf(namespaces);
    custom(Rollout.class, rollouts);
    custom(AnalysisTemplate.class, analysisTemplates);
    custom(AnalysisRun.class, analysisRuns);
    custom(HTTPRoute.class, httpRoutes);
    watch(Service.class, client.services(), null, ClusterView::withOwners, services);
    watch(
        ReplicaSet.class,
        client.apps().replicaSets(),
        ArgoNames.POD_TEMPLATE_HASH,
        ClusterView::trimmed,
        replicaSets);
    watch(Pod.class, client.pods(), ArgoNames.POD_TEMPLATE_HASH, PodView::of, pods);
  }

  /** Starts watching; returns at once. Listeners must have been added before. */
  public void start() {
    watchers.forEach(Watcher::start);
  }

  /**
   * Adds a listener that is told of objects that cannot be read, and why; before the first object
   * comes.
   */
  public void listenUnreadable(BiConsumer<HasMetadata, String> listener) {
    unreadable.add(listener);
  }

  /** Whether everything that there was at the start is known. */
  public boolean synced() {
    return watchers.stream().allMatch(Watcher::synced);
  }

  /** Stops watching. */
  @Override
  public void close() {
    watchers.forEach(Watcher::close);
  }

  /** All Rollouts. */
  public ObjectStore<Rollout> rollouts() {
    return rollouts;
  }

  /** All ReplicaSets of Rollouts. */
  public ObjectStore<ReplicaSet> replicaSets() {
    return replicaSets;
  }

  /** All Services. */
  public ObjectStore<Service> services() {
    return services;
  }

  /** All HTTPRoutes; none if the cluster does not have the kind. */
  public ObjectStore<HTTPRoute> httpRoutes() {
    return httpRoutes;
  }

  /** All AnalysisTemplates. */
  public ObjectStore<AnalysisTemplate> analysisTemplates() {
    return analysisTemplates;
  }

  /** All AnalysisRuns. */
  public ObjectStore<AnalysisRun> analysisRuns() {
    return analysisRuns;
  }

  /** The Rollouts that name an object of a kind in their specification. */
  public List<Rollout> rolloutsThatName(String kind, ObjectKey object) {
    return rolloutsByReference.get(kind + " " + object);
  }

  /** The ReplicaSets whose controller is the Rollout. */
  public List<ReplicaSet> replicaSetsOf(Rollout rollout) {
    return replicaSetsByOwner.get(rollout.getMetadata().getUid());
  }

  /** The AnalysisRuns whose controller is the Rollout. */
  public List<AnalysisRun> analysisRunsOf(Rollout rollout) {
    return analysisRunsByOwner.get(rollout.getMetadata().getUid());
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
            references.routes().stream().map(Object::toString))
        .flatMap(Function.identity())
        .toList();
  }

  private <T extends HasMetadata> void custom(Class<T> type, ObjectStore<T> store) {
    watch(
        GenericKubernetesResource.class,
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(type)),
        null,
        object -> {
          T read = client.getKubernetesSerialization().convertValue(object, type);
          return read instanceof HTTPRoute ? withOwners(read) : trimmed(read);
        },
        store);
  }

  private <R extends HasMetadata, T> void watch(
      Class<R> type,
      MixedOperation<R, ?, ?> operation,
      @Nullable String label,
      Function<R, T> keep,
      ObjectStore<T> store) {
    List<FilterWatchListDeletable<R, ?, ?>> scopes = new ArrayList<>();
    if (namespaces.isEmpty()) {
      AnyNamespaceOperation<R, ?, ?> everywhere = operation.inAnyNamespace();
      scopes.add(label == null ? everywhere : everywhere.withLabel(label));
    }
    for (String namespace : namespaces) {
      scopes.add(
          label == null
              ? operation.inNamespace(namespace)
              : operation.inNamespace(namespace).withLabel(label));
    }
    watchers.add(
        new Watcher<>(
            type.getSimpleName(),
            type,
            keep,
            store,
            scopes,
            client.getKubernetesSerialization(),
            (object, problem) -> unreadable.forEach(listener -> listener.accept(object, problem))));
  }

  /** With no more of the managed fields than who owns what says where traffic goes. */
  private static <T extends HasMetadata> T withOwners(T object) {
    FieldOwners.trim(object);
    return object;
  }

  private static <T extends HasMetadata> T trimmed(T object) {
    object.getMetadata().setManagedFields(List.of());
    return object;
  }
}
