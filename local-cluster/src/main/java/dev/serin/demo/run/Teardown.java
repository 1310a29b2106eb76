package dev.serin.demo.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Stops what was started, last first, exactly once, whoever asks: the end of the demo or Ctrl-C.
 *
 * <p>Invariants: what is added after the teardown has begun is stopped at once; one thing that
 * cannot be stopped does not keep the others running; everybody who calls {@link #close} returns
 * only when all is stopped.
 */
public final class Teardown implements AutoCloseable {
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Consumer<String> complaints;
  private boolean begun;
  private boolean complained;

  private record Step(String what, AutoCloseable closer) {}

  /**
   * Nothing to stop yet.
   *
   * @param complaints told, in words, of what could not be stopped
   */
  public Teardown(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  /**
   * Remembers something that was started.
   *
   * @param what its name in a complaint
   * @return what was given
   */
  public synchronized <T extends AutoCloseable> T add(String what, T started) {
    if (begun) {
      stop(new Step(what, started));
    } else {
      steps.push(new Step(what, started));
    }
    return started;
  }

  /** Whether the teardown has begun. */
  public synchronized boolean begun() {
    return begun;
  }

  /** Whether everything that was to be stopped so far has been, without a complaint. */
  public synchronized boolean complete() {
    return steps.isEmpty() && !complained;
  }

  @Override
  public synchronized void close() {
    begun = true;
    // An interrupted thread could not wait for anything to end in peace.
    boolean interrupted = Thread.interrupted();
    while (!steps.isEmpty()) {
      stop(steps.pop());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(Step step) {
    try {
      step.closer().close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      complained = true;
      complaints.accept(step.what() + " was not stopped in peace: interrupted");
    } catch (Exception problem) {
      complained = true;
      complaints.accept(step.what() + " could not be stopped: " + problem);
    }
  }
}
