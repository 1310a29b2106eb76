package dev.serin.delivery.registry;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * Tries again what may succeed later.
 *
 * <ol>
 *   <li>A cut or refused connection, and answers that mean "not now", are tried again; other
 *       answers are final.
 *   <li>The pause doubles with each attempt up to a limit, and is shortened by chance by up to a
 *       half, so that many builds do not come back together. A registry that names a pause gets it.
 *   <li>After the last attempt, or when the registry asks for more patience than there is, the last
 *       problem is the answer.
 * </ol>
 */
final class Retries {
  private static final int ATTEMPTS = 6;
  private static final Duration LONGEST_ASKED_FOR = Duration.ofSeconds(60);

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private final Sleeper sleeper;

  Retries(Duration first, Duration longest, RandomGenerator random, Sleeper sleeper) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.sleeper = sleeper;
  }

  /** Something that may fail for a while. */
  @FunctionalInterface
  interface Attempt<T> {
    /** Tries it once. */
    T run() throws IOException, InterruptedException;
  }

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    /** Returns after that time. */
    void sleep(Duration time) throws InterruptedException;
  }

  <T> T run(Attempt<T> attempt) throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      try {
        return attempt.run();
      } catch (IOException problem) {
        failures++;
        if (failures == ATTEMPTS || !mayPass(problem)) {
          throw problem;
        }
        sleeper.sleep(pause(problem, failures));
      }
    }
  }

  private static boolean mayPass(IOException problem) {
    if (problem instanceof BusyRegistryException busy) {
      return busy.retryAfter().map(asked -> asked.compareTo(LONGEST_ASKED_FOR) <= 0).orElse(true);
    }
    boolean untrusted =
        problem instanceof SSLException && !(problem.getCause() instanceof EOFException);
    return !(problem instanceof RegistryException) && !untrusted;
  }

  private Duration pause(IOException problem, int failures) {
    Duration doubled = first.multipliedBy(1L << (failures - 1));
    Duration bounded = doubled.compareTo(longest) < 0 ? doubled : longest;
    long half = bounded.toNanos() / 2;
    Duration own = Duration.ofNanos(half + random.nextLong(half + 1));
    if (problem instanceof BusyRegistryException busy && busy.retryAfter().isPresent()) {
      Duration asked = busy.retryAfter().get();
      return asked.compareTo(own) > 0 ? asked : own;
    }
    return own;
  }
}
