package shop.servicekit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Knows which requests are being answered, and waits until it has been quiet. */
final class Drain {

  private static final int MOST_QUIET_TIMES = 10;

  private final long quietNanos;
  private boolean draining;
  private int inFlight;
  private long requests;
  private long last = System.nanoTime();

  Drain(Duration quiet) {
    this.quietNanos = quiet.toNanos();
  }

  synchronized void begin() {
    inFlight++;
    requests++;
    last = System.nanoTime();
  }

  synchronized void end() {
    inFlight--;
    last = System.nanoTime();
    notifyAll();
  }

  synchronized boolean isDraining() {
    return draining;
  }

  synchronized long requests() {
    return requests;
  }

  /**
   * Waits until no request has come or been answered for the quiet time.
   *
   * @return false when it was not quiet within ten times the quiet time
   */
  synchronized boolean await() {
    draining = true;
    long start = System.nanoTime();
    last = start;
    long wait = quietNanos;
    while (wait > 0 || inFlight > 0) {
      long now = System.nanoTime();
      long left = start + quietNanos * MOST_QUIET_TIMES - now;
      if (left <= 0) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, Math.max(wait, 1_000_000)));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
      wait = last + quietNanos - System.nanoTime();
    }
    return true;
  }
}
