package dev.serin.e2e.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a thing itself, by looking at it again and again. */
public final class Await {

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Waits until a condition holds. A look that throws counts as one that does not hold.
   *
   * @param what what is waited for, for the message when it does not come
   * @throws AssertionError when the time is over
   */
  public static void until(String what, Duration patience, Callable<Boolean> condition) {
    Object unused =
        value(what, patience, () -> condition.call() ? Optional.of(what) : Optional.empty());
  }

  /**
   * Waits until there is a value.
   *
   * @param what what is waited for, for the message when it does not come
   * @throws AssertionError when the time is over
   */
  public static <T> T value(String what, Duration patience, Callable<Optional<T>> look) {
    long end = System.nanoTime() + patience.toNanos();
    Exception last = null;
    do {
      try {
        Optional<T> found = look.call();
        if (found.isPresent()) {
          return found.get();
        }
        last = null;
      } catch (Exception notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(LOOK_EVERY);
    } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
    throw failure(what, patience, last);
  }

  private static AssertionError failure(String what, Duration patience, @Nullable Exception last) {
    return new AssertionError("no " + what + " within " + patience, last);
  }

  /** Lets time pass, when it is time itself that a test is about: a load, an absence, a quiet. */
  public static void elapse(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
