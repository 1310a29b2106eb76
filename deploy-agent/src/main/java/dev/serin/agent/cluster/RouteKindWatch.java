package dev.serin.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The objects of one {@link RouteKind}, and the watch over them once the cluster has the kind. */
final class RouteKindWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RouteKindWatch.class);

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final RouteKind kind;
  private final RouteView view;
  private final ObjectStore<SeenRoute> store = new ObjectStore<>();

  private volatile boolean asked;
  private volatile @Nullable String version;
  private volatile @Nullable Watcher<GenericKubernetesResource, SeenRoute> watcher;

  RouteKindWatch(KubernetesClient client, List<String> namespaces, RouteKind kind, RouteView view) {
    this.client = client;
    this.namespaces = namespaces;
    this.kind = kind;
    this.view = view;
  }

  ObjectStore<SeenRoute> store() {
    return store;
  }

  /** The version that the cluster serves, as far as is known. */
  Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Whether all objects are known, or it is known that they cannot be. */
  boolean known() {
    Watcher<GenericKubernetesResource, SeenRoute> running = watcher;
    return running == null ? asked : running.synced() || running.fails();
  }

  /** Asks the API server for the kind, unless it has been found; starts the watch when it is. */
  void ask() {
    if (watcher != null) {
      return;
    }
    try {
      for (String candidate : kind.versions()) {
        if (serves(candidate)) {
          watch(candidate);
          break;
        }
      }
      asked = true;
    } catch (KubernetesClientException problem) {
      // Who may not look need not wait: it would be as if the kind were absent.
      asked |= problem.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
      LOG.warnf(
          "asking for kind %s: %s; it will be tried again", kind.kind(), problem.getMessage());
    }
  }

  /** Lists one object: that needs no more rights than the watch does. */
  private boolean serves(String candidate) {
    var objects = client.genericKubernetesResources(context(candidate));
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    try {
      Object unused =
          namespaces.isEmpty()
              ? objects.inAnyNamespace().list(one)
              : objects.inNamespace(namespaces.get(0)).list(one);
      return true;
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw problem;
    }
  }

  private ResourceDefinitionContext context(String candidate) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(candidate)
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withNamespaced(true)
        .build();
  }

  private void watch(String served) {
    ResourceDefinitionContext context = context(served);
    List<Informable<GenericKubernetesResource>> scopes = new ArrayList<>();
    if (namespaces.isEmpty()) {
      scopes.add(client.genericKubernetesResources(context).inAnyNamespace());
    }
    for (String namespace : namespaces) {
      scopes.add(client.genericKubernetesResources(context).inNamespace(namespace));
    }
    Watcher<GenericKubernetesResource, SeenRoute> started =
        new Watcher<>(
            kind.kind(),
            GenericKubernetesResource.class,
            this::kept,
            store,
            scopes,
            client.getKubernetesSerialization(),
            (object, problem) -> {});
    version = served;
    watcher = started;
    started.start();
    LOG.infof("watching %s %s/%s", kind.kind(), kind.group(), served);
  }

  private SeenRoute kept(GenericKubernetesResource object) {
    ObjectKey key = ObjectKey.of(object);
    RouteReference reference =
        new RouteReference(kind.group() + "/" + version, kind.kind(), key.namespace(), key.name());
    return view.kept(
        reference, client.getKubernetesSerialization().convertValue(object, JsonNode.class), store);
  }

  @Override
  public void close() {
    Watcher<GenericKubernetesResource, SeenRoute> running = watcher;
    if (running != null) {
      running.close();
    }
  }
}
