package dev.serin.demo.run;

import dev.serin.demo.place.DemoException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Something that is done beside the story, and whose result is needed later. */
final class Background<T> implements AutoCloseable {
  private static final long MOST_SECONDS_TO_END = 10;

  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final Thread thread;

  private Background(String name, Callable<T> work) {
    this.thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
  }

  /** Starts it in a thread of its own. */
  static <T> Background<T> start(String name, Callable<T> work) {
    Background<T> background = new Background<>(name, work);
    background.thread.start();
    return background;
  }

  private void run(Callable<T> work) {
    try {
      future.complete(work.call());
    } catch (Exception problem) {
      future.completeExceptionally(problem);
    }
  }

  /** Waits for its result; what went wrong in it goes wrong here. */
  T result() throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new DemoException("A part of the demo failed: " + wrapped.getCause(), wrapped);
    }
  }

  /** Interrupts it, if it is still at work, and waits for its end. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(MOST_SECONDS_TO_END));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
