package dev.serin.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a watch reports. */
final class RecordingWatcher<T extends HasMetadata> implements Watcher<T> {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /** The next event, such as {@code ADDED name}. */
  String next() throws InterruptedException {
    return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public void eventReceived(Action action, T object) {
    seen.add(action + " " + object.getMetadata().getName());
  }

  @Override
  public void onClose(WatcherException cause) {
    seen.add("closed " + cause.getMessage());
  }
}
