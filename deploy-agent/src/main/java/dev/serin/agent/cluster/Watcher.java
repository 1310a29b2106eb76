package dev.serin.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an {@link ObjectStore} up to date by lists and watches, one for each scope (a namespace, or
 * all of them).
 *
 * <p>fabric8's informer does the listing, watching and reconnecting; it is told never to give up.
 * Its own store holds names and versions only, so that each object is in memory once. An object
 * that cannot be read is treated as absent, and reported: it must not take the others with it.
 *
 * @param <R> the objects as they come
 * @param <T> what is kept of them
 */
final class Watcher<R extends HasMetadata, T> implements ResourceEventHandler<R>, AutoCloseable {

  /** Is told how it went. */
  @FunctionalInterface
  interface Reading {
    /** An object was read, or has gone; with a problem, it could not be read. */
    void done(HasMetadata object, @Nullable String problem);
  }

  private static final Logger LOG = Logger.getLogger(Watcher.class);

  private final String kind;
  private final Function<R, T> keep;
  private final ObjectStore<T> store;
  private final List<SharedIndexInformer<R>> informers;
  private final Reading reading;

  /** What the handler was told of before everything was known; null from then on. */
  private volatile @Nullable Set<String> told = ConcurrentHashMap.newKeySet();

  private volatile boolean kindIsAbsent;

  private volatile boolean fails;

  Watcher(
      String kind,
      Class<R> type,
      Function<R, T> keep,
      ObjectStore<T> store,
      List<? extends Informable<R>> scopes,
      KubernetesSerialization serialization,
      Reading reading) {
    this.kind = kind;
    this.reading = reading;
    this.keep = keep;
    this.store = store;
    this.informers =
        scopes.stream()
            .map(
                scope ->
                    scope
                        .runnableInformer(0)
                        .itemStore(
                            new ReducedStateItemStore<>(
                                ReducedStateItemStore.NAME_KEY_STATE,
                                type,
                                serialization,
                                "metadata.uid"))
                        .exceptionHandler((started, problem) -> keepTrying(problem))
                        .addEventHandler(this))
            .toList();
  }

  /** Starts listing and watching; returns at once. */
  void start() {
    informers.forEach(SharedIndexInformer::start);
  }

  /**
   * Whether everything that there was at the start is in the store. The informers say so when they
   * have read it, which is before this handler has been told of it.
   */
  boolean synced() {
    Set<String> known = told;
    if (known == null || kindIsAbsent) {
      return true;
    }
    boolean all =
        informers.stream()
            .allMatch(
                informer ->
                    informer.hasSynced() && known.containsAll(informer.getStore().listKeys()));
    if (all) {
      told = null;
    }
    return all;
  }

  /** Whether the latest list or watch has failed: waiting for it would be waiting for long. */
  boolean fails() {
    return fails;
  }

  private boolean keepTrying(Throwable problem) {
    fails = true;
    kindIsAbsent =
        problem instanceof KubernetesClientException failure
            && failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    LOG.warnf("watching %s: %s; it will be tried again", kind, problem.getMessage());
    return true;
  }

  @Override
  public void onAdd(R object) {
    kindIsAbsent = false;
    fails = false;
    try {
      // Half of what comes are own writes, which are known from the answers to them.
      if (!store.knows(object)) {
        store.seen(object, keep.apply(object));
        reading.done(object, null);
      }
    } catch (IllegalArgumentException problem) {
      store.gone(object);
      reading.done(object, String.valueOf(problem.getMessage()));
    }
    Set<String> known = told;
    if (known != null) {
      known.add(ObjectKey.of(object).toString());
    }
  }

  @Override
  public void onUpdate(R before, R after) {
    onAdd(after);
  }

  @Override
  public void onDelete(R object, boolean finalStateUnknown) {
    store.gone(object);
    reading.done(object, null);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
