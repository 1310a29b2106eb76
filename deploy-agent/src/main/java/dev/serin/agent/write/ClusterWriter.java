package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.cluster.Trimming;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/**
 * Writes objects of one kind. What the API server answers goes into the store at once, so that the
 * next decision sees it although the watch may lag.
 *
 * @param <T> the kind
 */
final class ClusterWriter<T extends HasMetadata> {

  private final KubernetesClient client;
  private final WriteClient writes;
  private final Class<T> type;
  private final ObjectStore<T> store;

  ClusterWriter(KubernetesClient client, WriteClient writes, Class<T> type, ObjectStore<T> store) {
    this.client = client;
    this.writes = writes;
    this.type = type;
    this.store = store;
  }

  /** The object as the view has it. */
  T known(ObjectKey key) {
    return store
        .get(key)
        .orElseThrow(
            () -> new IllegalStateException(type.getSimpleName() + " " + key + " is not there"));
  }

  /**
   * Creates an object. That it exists already is fine if it belongs to the same owner: it was
   * created before, and the watch has not told yet.
   */
  void create(T object, HasMetadata owner) {
    try {
      seen(writes.create(type, object));
    } catch (KubernetesClientException problem) {
      if (!ApiErrors.exists(problem)) {
        throw problem;
      }
      T existing = resource(ObjectKey.of(object)).get();
      if (existing == null || !Owners.controls(owner, existing)) {
        throw new NameTakenException(
            type.getSimpleName()
                + " "
                + ObjectKey.of(object)
                + " exists and is not controlled by "
                + owner.getKind()
                + " "
                + owner.getMetadata().getName()
                + "; delete or rename it",
            problem);
      }
      seen(existing);
    }
  }

  /** Merges a patch that names only own fields; nothing to do if it is empty. */
  void merge(ObjectKey key, Optional<ObjectNode> patch) {
    if (patch.isPresent()) {
      try {
        seen(writes.patch(type, key, null, WriteClient.Kind.MERGE, patch.get()));
      } catch (KubernetesClientException problem) {
        throw forgetIfAbsent(key, problem);
      }
    }
  }

  /**
   * Merges a patch that holds the resource version that was observed.
   *
   * @throws StaleException if the object has changed since it was observed
   */
  void mergeGuarded(T observed, ObjectNode patch) throws StaleException {
    ObjectKey key = ObjectKey.of(observed);
    try {
      seen(writes.patch(type, key, null, WriteClient.Kind.MERGE, patch));
    } catch (KubernetesClientException problem) {
      throwIfStale(observed, problem);
      throw forgetIfAbsent(key, problem);
    }
  }

  /**
   * Writes a status, through the subresource or, for kinds that have none, directly.
   *
   * @return whether there was something to write
   * @throws StaleException if the object has changed since it was observed
   */
  boolean status(T observed, JsonNode before, JsonNode after, boolean subresource)
      throws StaleException {
    ObjectKey key = ObjectKey.of(observed);
    Optional<ObjectNode> patch =
        Patches.status(before, after, observed.getMetadata().getResourceVersion());
    if (patch.isEmpty()) {
      return false;
    }
    try {
      seen(
          writes.patch(
              type, key, subresource ? "status" : null, WriteClient.Kind.MERGE, patch.get()));
      return true;
    } catch (KubernetesClientException problem) {
      throwIfStale(observed, problem);
      throw forgetIfAbsent(key, problem);
    }
  }

  /**
   * Writes the differences between two versions of an object.
   *
   * @throws StaleException if the object has changed since it was observed
   */
  void difference(T observed, JsonNode before, JsonNode after) throws StaleException {
    ObjectKey key = ObjectKey.of(observed);
    Optional<ArrayNode> patch =
        Patches.difference(before, after, observed.getMetadata().getResourceVersion());
    if (patch.isEmpty()) {
      return;
    }
    try {
      seen(writes.patch(type, key, null, WriteClient.Kind.JSON, patch.get()));
    } catch (KubernetesClientException problem) {
      throwIfStale(observed, problem);
      throw forgetIfAbsent(key, problem);
    }
  }

  /** Deletes an object; that it is gone already is fine. */
  void delete(ObjectKey key) {
    Optional<T> known = store.get(key);
    writes.delete(type, key);
    known.ifPresent(store::gone);
  }

  private Resource<T> resource(ObjectKey key) {
    return client.resources(type).inNamespace(key.namespace()).withName(key.name());
  }

  /** Reads the object anew if that may help, and tells whether it does. */
  private void throwIfStale(T observed, KubernetesClientException problem) throws StaleException {
    if (!ApiErrors.stale(problem)) {
      return;
    }
    ObjectKey key = ObjectKey.of(observed);
    T current = resource(key).get();
    if (current == null) {
      store.gone(observed);
      throw new StaleException(type.getSimpleName() + " " + key + " is gone", problem);
    }
    seen(current);
    String version = observed.getMetadata().getResourceVersion();
    if (!current.getMetadata().getResourceVersion().equals(version)) {
      throw new StaleException(type.getSimpleName() + " " + key + " has changed", problem);
    }
  }

  private KubernetesClientException forgetIfAbsent(
      ObjectKey key, KubernetesClientException problem) {
    if (ApiErrors.absent(problem)) {
      store.get(key).ifPresent(store::gone);
    }
    return problem;
  }

  private void seen(T object) {
    store.seen(object, Trimming.trimmed(object));
  }
}
