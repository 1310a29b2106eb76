package dev.serin.demo.view;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the reader informed: redraws the block on a terminal, and breaks long silences elsewhere.
 *
 * <p>Lines must be written through {@link #say}, so that it knows how long it has been silent.
 */
public final class LiveView implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration SILENCE = Duration.ofMillis(4500);

  private final Screen screen;
  private final Supplier<LiveState> state;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-view");
            thread.setDaemon(true);
            return thread;
          });
  private final Object lock = new Object();
  private Duration lastLine = Duration.ZERO;
  private boolean closed;

  /**
   * A view that is not yet running.
   *
   * @param screen where to show
   * @param state what to show; asked several times a second from a thread of the view
   */
  public LiveView(Screen screen, Supplier<LiveState> state) {
    this.screen = screen;
    this.state = state;
  }

  /** Starts redrawing. */
  public void start() {
    timer.scheduleAtFixedRate(this::refresh, 0, REDRAW.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Writes a line that stays. */
  public void say(String line) {
    synchronized (lock) {
      screen.line(line);
      lastLine = state.get().elapsed();
    }
  }

  private void refresh() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      LiveState now = state.get();
      if (screen.redraws()) {
        screen.block(LiveBlock.lines(now, screen.style()));
      } else if (now.elapsed().minus(lastLine).compareTo(SILENCE) >= 0) {
        screen.line(LiveBlock.line(now));
        lastLine = now.elapsed();
      }
    }
  }

  /** Stops redrawing and takes the block away. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      timer.shutdownNow();
      screen.block(List.of());
    }
  }
}
