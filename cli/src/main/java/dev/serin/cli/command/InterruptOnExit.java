package dev.serin.cli.command;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work clean up after itself when the process is told to end (Ctrl-C): its thread is
 * interrupted, and the process ends only when the work has.
 */
final class InterruptOnExit {
  private static final int SECONDS_TO_CLEAN_UP = 20;

  /** Work that can be interrupted. */
  @FunctionalInterface
  interface Work<T> {
    /** Does the work. */
    T run() throws IOException, InterruptedException;
  }

  private InterruptOnExit() {}

  /** Does work in this thread. */
  static <T> T during(Work<T> work) throws IOException, InterruptedException {
    Thread worker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> interruptAndWait(worker, done), "clean-up");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run();
    } finally {
      // Counted down before the hook is taken out: once the process is ending, it waits for this.
      done.countDown();
      removeUnlessEnding(hook);
    }
  }

  private static void removeUnlessEnding(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook is running, which is what it is there for.
      Thread.currentThread().interrupt();
    }
  }

  private static void interruptAndWait(Thread worker, CountDownLatch done) {
    worker.interrupt();
    try {
      if (!done.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        System.err.println("serin: builds did not end within " + SECONDS_TO_CLEAN_UP + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
