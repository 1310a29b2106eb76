package dev.serin.simulator;

import dev.serin.rollout.simulation.Controller;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Runs a range of seeds on all processors.
 *
 * <p>Invariant: whatever the number of processors, the same seeds give the same results; only their
 * order differs.
 */
final class Seeds {
  private final long from;
  private final long count;
  private final Controller controller;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Is told of each seed that fails, one after the other. */
  @FunctionalInterface
  interface Listener {
    /** A seed has failed. */
    void failed(SeedResult result);
  }

  Seeds(long from, long count, Controller controller) {
    this.from = from;
    this.count = count;
    this.controller = controller;
  }

  /** Runs them all, or until it is stopped. */
  void run(Listener listener) {
    LongStream.range(from, Math.addExact(from, count))
        .parallel()
        .filter(seed -> !stopped.get())
        .forEach(seed -> run(seed, listener));
  }

  private void run(long seed, Listener listener) {
    SeedResult result = SeedResult.of(seed, controller);
    if (result.problem().isPresent()) {
      synchronized (listener) {
        failed.incrementAndGet();
        listener.failed(result);
      }
    }
    done.incrementAndGet();
  }

  /** Begins no more seeds. */
  void stop() {
    stopped.set(true);
  }

  /** Seeds that have been run. */
  long done() {
    return done.get();
  }

  /** Those of them that have failed. */
  long failed() {
    return failed.get();
  }

  /** Seeds to run. */
  long count() {
    return count;
  }
}
