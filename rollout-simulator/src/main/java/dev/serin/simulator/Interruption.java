package dev.serin.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a run that is stopped by Ctrl-C tell what it has found so far. */
final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              waitUntilTold();
            },
            "interruption");
  }

  /**
   * Watches for Ctrl-C until it is closed.
   *
   * @param stop makes the run end soon
   */
  static Interruption install(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void waitUntilTold() {
    try {
      boolean unused = told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything has been told. */
  @Override
  public void close() {
    told.countDown();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // Ctrl-C has come: the hook is running, and ends now.
      return;
    }
  }
}
