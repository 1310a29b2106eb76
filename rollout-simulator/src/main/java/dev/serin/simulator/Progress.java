package dev.serin.simulator;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says on standard error, every few seconds, how far a long run has come. */
final class Progress implements AutoCloseable {
  private static final int EVERY_SECONDS = 5;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread progress = new Thread(task, "progress");
            progress.setDaemon(true);
            return progress;
          });

  Progress(Seeds seeds, Consumer<String> out) {
    var unused =
        thread.scheduleAtFixedRate(
            () ->
                out.accept(
                    "%d of %d seeds, %d failed"
                        .formatted(seeds.done(), seeds.count(), seeds.failed())),
            EVERY_SECONDS,
            EVERY_SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
