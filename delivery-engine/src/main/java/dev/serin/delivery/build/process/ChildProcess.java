package dev.serin.delivery.build.process;

import dev.serin.delivery.catalog.BuildDescription.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs one program to its end.
 *
 * <ol>
 *   <li>Its output goes straight into the log file; no pipe can fill up.
 *   <li>While it runs, new lines of the log are handed to whoever follows it, a few times a second.
 *   <li>Ctrl-C at a terminal ends the program before it interrupts the waiting thread. That is no
 *       failure of the program, so one that ends badly leaves a moment for the interrupt to come, a
 *       longer one if it was a signal that ended it.
 *   <li>When its time is up, when it has printed or used too much, or when the waiting thread is
 *       interrupted, the program and everything that it started are killed before this returns.
 * </ol>
 */
public final class ChildProcess {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration AFTER_SIGNAL = Duration.ofSeconds(3);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(300);

  /** What shells and Java say of a program that SIGHUP, SIGINT or SIGTERM ended. */
  private static final Set<Integer> SIGNALLED = Set.of(129, 130, 143);

  private static final long LARGEST_LOG = 256L * 1024 * 1024;

  private ChildProcess() {}

  /** How a program ended. */
  public sealed interface Ending {
    /** By itself, with an exit code. */
    record Exited(int code) implements Ending {}

    /** Killed because its time was up. */
    record TimedOut(Duration after) implements Ending {}

    /**
     * Killed because it used more than it may.
     *
     * @param what in words, with the limit: {@code more than 512 MiB of memory}
     * @param key of {@code build.limits} that sets the limit
     */
    record OverLimit(String what, String key) implements Ending {}

    /** Killed because its output would have filled the disk. */
    record PrintedTooMuch(long limit) implements Ending {}
  }

  /**
   * Runs a program and appends its output to a log file.
   *
   * @param onLine gets each finished line of its output, in this thread
   * @throws IOException if the program cannot be started
   * @throws InterruptedException if the thread was interrupted, be it shortly after the program
   *     ended badly; the program is gone then
   */
  public static Ending run(Command command, Path log, Consumer<String> onLine)
      throws IOException, InterruptedException {
    return run(command, log, onLine, Limits.NONE, LARGEST_LOG);
  }

  /** The same within limits of what the program and all that it starts may use. */
  public static Ending run(Command command, Path log, Consumer<String> onLine, Limits limits)
      throws IOException, InterruptedException {
    return run(command, log, onLine, limits, LARGEST_LOG);
  }

  static Ending run(
      Command command, Path log, Consumer<String> onLine, Limits limits, long largestLog)
      throws IOException, InterruptedException {
    String line = "$ " + String.join(" ", command.arguments()) + "\n";
    Files.writeString(
        log, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    LogFollower follower = new LogFollower(log, Files.size(log), onLine);
    Process process = command.start(log);
    ProcessTree tree = ProcessTree.of(process, command.environment());
    try {
      ResourceWatch watch = new ResourceWatch(tree, limits);
      return await(process, command.timeout(), follower, watch, largestLog);
    } finally {
      tree.kill();
    }
  }

  private static Ending await(
      Process process, Duration timeout, LogFollower follower, ResourceWatch watch, long largestLog)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      long size = follower.look();
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(timeout) > 0) {
        return new Ending.TimedOut(timeout);
      }
      if (size > largestLog) {
        return new Ending.PrintedTooMuch(largestLog);
      }
      Optional<Ending.OverLimit> over = watch.look();
      if (over.isPresent()) {
        return over.get();
      }
    }
    follower.lookForTheLastTime();
    int code = process.exitValue();
    if (code != 0) {
      Thread.sleep(SIGNALLED.contains(code) ? AFTER_SIGNAL.toMillis() : AFTER_FAILURE.toMillis());
    }
    return new Ending.Exited(code);
  }
}
