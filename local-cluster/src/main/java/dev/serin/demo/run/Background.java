package dev.serin.demo.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Something that is done beside the story, and whose result is needed later. */
final class Background<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  private Background() {}

  /** Starts it in a thread of its own. */
  static <T> Background<T> start(String name, Callable<T> work) {
    Background<T> background = new Background<>();
    Thread thread = new Thread(() -> background.run(work), name);
    thread.setDaemon(true);
    thread.start();
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
  T result() {
    try {
      return future.join();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new DemoException("A part of the demo failed: " + wrapped.getCause(), wrapped);
    }
  }
}
