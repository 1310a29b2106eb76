package dev.serin.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process that a test started, with its output in a file. It ends with the test's JVM at the
 * latest. Only processes that were started here are ever signalled.
 */
public final class OwnProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Set<OwnProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(OwnProcess::kill), "kill-processes"));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private OwnProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param name what it is called in messages; its log is NAME.log, to which it appends
   * @param folder where the log is, and where it runs
   * @param environment variables in addition to those of this process
   * @param words the program and its arguments
   */
  public static OwnProcess start(
      String name, Path folder, Map<String, String> environment, List<String> words) {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      OwnProcess started = new OwnProcess(name, process, log);
      RUNNING.add(started);
      return started;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** All that were started and not ended by a test, and whose output is still there. */
  static Set<OwnProcess> running() {
    return RUNNING.stream()
        .filter(process -> Files.exists(process.log))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Whether it has not ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits until it is ready.
   *
   * @param look whether it is; one that throws counts as no
   * @throws AssertionError with what it has said, as soon as it has ended, or when the time is over
   */
  void awaitReady(Callable<Boolean> look) {
    try {
      Await.until(
          name + " that is ready",
          START,
          () -> {
            if (!alive()) {
              throw new AssertionError(name + " has ended");
            }
            return look.call();
          });
    } catch (AssertionError problem) {
      throw new AssertionError(problem.getMessage() + ":\n" + logTail(40), problem);
    }
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(20));
  }

  /** Asks it to end, by SIGTERM, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Asks it to end, and returns when it has; kills it when that takes longer than the patience. */
  public void stop(Duration patience) {
    resume();
    process.destroy();
    if (!awaitEnd(patience)) {
      kill();
    }
    RUNNING.remove(this);
  }

  /** SIGSTOP: it stays, with its connections, and does nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    if (!alive()) {
      return;
    }
    try {
      int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All that it has written so far. */
  public String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * The last lines of what it has written, without those that a controller manager says of each
   * part, and without stacks.
   */
  public String logTail(int lines) {
    List<String> all =
        log()
            .lines()
            .filter(line -> !line.contains("Warning: controller is disabled"))
            .filter(line -> !line.startsWith("\tat "))
            .toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  @Override
  public void close() {
    kill();
    RUNNING.remove(this);
  }
}
