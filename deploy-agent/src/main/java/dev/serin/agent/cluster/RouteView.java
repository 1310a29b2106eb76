package dev.serin.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.threads.Daemons;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.References;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.traffic.RouteObjects;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.RouteSelector;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects that route traffic, of the kinds that Rollouts use, as they were last seen or last
 * written.
 *
 * <ol>
 *   <li>A kind is watched from the moment that a Rollout names it. Which version of it the cluster
 *       serves is asked of the API server.
 *   <li>A kind that the cluster does not have is asked for again every two seconds, until its CRD
 *       is there.
 *   <li>Objects are kept as JSON without what nobody needs, each with the time from which it has
 *       been in its present state.
 * </ol>
 */
public final class RouteView implements RouteObjects, AutoCloseable {

  private static final long ASK_AGAIN_SECONDS = 2;

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final InstantSource clock;
  private final Map<RouteKind, RouteKindWatch> watches = new ConcurrentHashMap<>();
  private final List<Consumer<RouteReference>> listeners = new CopyOnWriteArrayList<>();
  private final List<ChangeListener> changeListeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("route-kinds"));

  RouteView(KubernetesClient client, List<String> namespaces, InstantSource clock) {
    this.client = client;
    this.namespaces = namespaces;
    this.clock = clock;
  }

  /** Starts to ask for kinds that are absent. */
  void start() {
    var unused =
        asking.scheduleWithFixedDelay(
            () -> watches.values().forEach(RouteKindWatch::ask),
            ASK_AGAIN_SECONDS,
            ASK_AGAIN_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Adds a listener, which is told the name of every object that has come, changed or gone. */
  public Subscription listen(Consumer<RouteReference> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Is told of changes. */
  @FunctionalInterface
  public interface ChangeListener {
    /** An object has come (nothing before), changed, or gone (nothing after). */
    void changed(@Nullable SeenRoute before, @Nullable SeenRoute after);
  }

  /** Adds a listener, which is told what every object was and is. */
  public Subscription listenToChanges(ChangeListener listener) {
    changeListeners.add(listener);
    return () -> changeListeners.remove(listener);
  }

  /** Sees to it that the kinds that a Rollout names are watched. */
  void watchFor(Rollout rollout) {
    kinds(rollout).forEach(this::watch);
  }

  /** Whether everything is known that a Rollout names, or cannot be known. */
  public boolean knows(Rollout rollout) {
    return kinds(rollout).stream().allMatch(kind -> watch(kind).known());
  }

  /** Whether the cluster has a kind at all, as far as is known. */
  public boolean served(RouteReference reference) {
    return RouteKind.of(reference.group(), reference.kind())
        .map(kind -> watch(kind).version().isPresent())
        .orElse(false);
  }

  @Override
  public Optional<SeenRoute> get(RouteReference reference) {
    return store(reference)
        .flatMap(store -> store.get(new ObjectKey(reference.namespace(), reference.name())));
  }

  @Override
  public List<SeenRoute> matching(RouteSelector selector) {
    return RouteKind.of(group(selector.apiVersion()), selector.kind())
        .map(watches::get)
        .map(
            watch ->
                watch.store().all().stream()
                    .filter(selector::selects)
                    .sorted(Comparator.comparing(route -> route.reference().name()))
                    .toList())
        .orElse(List.of());
  }

  /** Where an object is in the API, without leading slash; empty when the kind is not served. */
  public Optional<String> path(RouteReference reference) {
    return RouteKind.of(reference.group(), reference.kind())
        .flatMap(
            kind ->
                watch(kind)
                    .version()
                    .map(
                        version ->
                            "apis/%s/%s/namespaces/%s/%s"
                                .formatted(
                                    kind.group(), version, reference.namespace(), kind.plural())));
  }

  /** An object as the API server has just sent it. */
  public void seen(RouteReference reference, JsonNode object) {
    store(reference)
        .ifPresent(
            store -> {
              HasMetadata as =
                  client
                      .getKubernetesSerialization()
                      .convertValue(object, GenericKubernetesResource.class);
              store.seen(as, kept(reference, object, store));
            });
  }

  /** An object does not exist any more. */
  public void gone(SeenRoute route) {
    store(route.reference())
        .ifPresent(
            store ->
                store.gone(
                    client
                        .getKubernetesSerialization()
                        .convertValue(route.object(), GenericKubernetesResource.class)));
  }

  SeenRoute kept(RouteReference reference, JsonNode object, ObjectStore<SeenRoute> store) {
    JsonNode trimmed = trimmed(object, reference.kind());
    return store
        .get(new ObjectKey(reference.namespace(), reference.name()))
        .filter(before -> sameState(before.object(), trimmed))
        .map(before -> new SeenRoute(reference, trimmed, before.since()))
        .orElseGet(() -> new SeenRoute(reference, trimmed, clock.instant()));
  }

  private Optional<ObjectStore<SeenRoute>> store(RouteReference reference) {
    return RouteKind.of(reference.group(), reference.kind()).map(kind -> watch(kind).store());
  }

  private RouteKindWatch watch(RouteKind kind) {
    return watches.computeIfAbsent(
        kind,
        wanted -> {
          RouteKindWatch watch = new RouteKindWatch(client, namespaces, wanted, this);
          Subscription unused =
              watch
                  .store()
                  .listen(
                      (key, before, after) -> {
                        changeListeners.forEach(listener -> listener.changed(before, after));
                        SeenRoute route = after == null ? before : after;
                        if (route != null) {
                          listeners.forEach(listener -> listener.accept(route.reference()));
                        }
                      });
          asking.execute(watch::ask);
          return watch;
        });
  }

  private static Set<RouteKind> kinds(Rollout rollout) {
    References references = References.of(rollout);
    Set<RouteKind> kinds = new LinkedHashSet<>();
    references.routes().forEach(r -> RouteKind.of(r.group(), r.kind()).ifPresent(kinds::add));
    references
        .routeSelectors()
        .forEach(s -> RouteKind.of(group(s.apiVersion()), s.kind()).ifPresent(kinds::add));
    return kinds;
  }

  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  private static JsonNode trimmed(JsonNode object, String kind) {
    if (object.path("metadata") instanceof ObjectNode metadata) {
      FieldOwners.trim(metadata, kind);
      if (metadata.path("annotations") instanceof ObjectNode annotations) {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
      }
    }
    return object;
  }

  private static boolean sameState(JsonNode before, JsonNode after) {
    return before.path("spec").equals(after.path("spec"))
        && before.path("status").equals(after.path("status"))
        && before
            .path("metadata")
            .path("generation")
            .equals(after.path("metadata").path("generation"))
        && before.path("metadata").path("uid").equals(after.path("metadata").path("uid"))
        && before
            .path("metadata")
            .path("annotations")
            .equals(after.path("metadata").path("annotations"));
  }

  @Override
  public void close() {
    asking.shutdownNow();
    new ArrayList<>(watches.values()).forEach(RouteKindWatch::close);
  }
}
