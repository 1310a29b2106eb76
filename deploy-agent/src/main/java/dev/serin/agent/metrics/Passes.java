package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.Workers;
import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.List;

/**
 * Counts passes over objects of a kind, under Argo's names; forgets them with their object.
 *
 * @param <T> the kind
 */
final class Passes<T> {

  private final ObjectStore<T> objects;
  private final HistogramFamily passes;
  private final CounterFamily errors;

  /**
   * Counts passes.
   *
   * @param kind the kind, as names of metrics begin
   * @param what the kind, in words
   */
  Passes(String kind, String what, ObjectStore<T> objects) {
    this.objects = objects;
    passes =
        new HistogramFamily(
            kind + "_reconcile",
            "Passes over each " + what + ".",
            Keyed.LABELS,
            0.01,
            0.15,
            0.25,
            0.5,
            1);
    errors = new CounterFamily(kind + "_reconcile_error", "Passes that failed.", Keyed.LABELS);
    Subscription unused =
        objects.listen(
            (key, before, after) -> {
              if (after == null) {
                passes.forget(Keyed.about(key));
                errors.forget(Keyed.about(key));
              }
            });
  }

  /** The metrics. */
  List<Collector> families() {
    return List.of(passes, errors);
  }

  /** A handler whose passes are measured. */
  Workers.Handler<ObjectKey> measured(Workers.Handler<ObjectKey> handler) {
    return key -> {
      long start = System.nanoTime();
      try {
        handler.handle(key);
      } catch (Exception problem) {
        errors.count(key.namespace(), key.name());
        throw problem;
      } finally {
        if (objects.get(key).isPresent()) {
          passes.observe(Duration.ofNanos(System.nanoTime() - start), key.namespace(), key.name());
        }
      }
    };
  }
}
