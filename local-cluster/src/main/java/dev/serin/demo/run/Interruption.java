package dev.serin.demo.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C or a polite kill.
 *
 * <ol>
 *   <li>The thread that tells the story is interrupted, so that a build kills its programs.
 *   <li>When that thread has let go of everything, or after some seconds, what is still running is
 *       stopped here.
 *   <li>Whoever asked is told that it is done.
 *   <li>Only then the process ends, with the exit code of the signal (130 for Ctrl-C).
 * </ol>
 */
public final class Interruption implements AutoCloseable {
  private static final long MOST_SECONDS = 15;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean begun;

  private Interruption() {}

  /**
   * Is prepared from now on, until it is closed.
   *
   * @param afterwards called when everything is stopped, if somebody has asked for it
   */
  public static Interruption install(Thread storyTeller, Teardown teardown, Runnable afterwards) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> interruption.stop(storyTeller, teardown, afterwards), "interruption"));
    return interruption;
  }

  private void stop(Thread storyTeller, Teardown teardown, Runnable afterwards) {
    if (done.getCount() == 0) {
      return;
    }
    begun = true;
    storyTeller.interrupt();
    try {
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        teardown.close();
      }
      afterwards.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody has asked the process to end. */
  public boolean begun() {
    return begun;
  }

  /** The story is over and everything is stopped. */
  @Override
  public void close() {
    done.countDown();
  }
}
