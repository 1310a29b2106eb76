package dev.serin.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All versions of objects of a kind, in the order in which they were written. */
final class Recording<T extends HasMetadata> implements ResourceEventHandler<T> {

  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

  private final List<T> seen = new ArrayList<>();

  @Override
  public synchronized void onAdd(T object) {
    seen.add(object);
    notifyAll();
  }

  @Override
  public synchronized void onUpdate(T before, T after) {
    seen.add(after);
    notifyAll();
  }

  @Override
  public void onDelete(T object, boolean unknown) {}

  /** Waits until what was seen is as wanted, or for so long that it will never be. */
  synchronized List<T> await(Predicate<List<T>> wanted) {
    long end = System.currentTimeMillis() + PATIENCE;
    try {
      while (!wanted.test(seen) && System.currentTimeMillis() < end) {
        wait(Math.max(1, end - System.currentTimeMillis()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(seen);
  }
}
