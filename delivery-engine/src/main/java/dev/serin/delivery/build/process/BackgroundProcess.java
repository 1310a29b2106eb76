package dev.serin.delivery.build.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that runs beside others until it is closed, with all that it started. */
public final class BackgroundProcess implements AutoCloseable {
  private final Process process;
  private final ProcessTree tree;

  private BackgroundProcess(Process process, ProcessTree tree) {
    this.process = process;
    this.tree = tree;
  }

  /** Starts a program; its output goes to a log file. Its time-out is not used. */
  public static BackgroundProcess start(Command command, Path log) throws IOException {
    Process process = command.start(log);
    return new BackgroundProcess(process, ProcessTree.of(process, command.environment()));
  }

  /** Waits at most so long for the program to end by itself, and says whether it has. */
  public boolean hasEndedWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    tree.kill();
  }
}
