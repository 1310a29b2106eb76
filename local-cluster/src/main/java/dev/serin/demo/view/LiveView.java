package dev.serin.demo.view;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread drawing = new Thread(this::draw, "live-view");
  private Duration lastLine = Duration.ZERO;

  /**
   * A view that is not yet running.
   *
   * @param screen where to show
   * @param state what to show; asked several times a second from a thread of the view
   */
  public LiveView(Screen screen, Supplier<LiveState> state) {
    this.screen = screen;
    this.state = state;
    drawing.setDaemon(true);
  }

  /** Starts redrawing. */
  public void start() {
    drawing.start();
  }

  /** Writes a line that stays. */
  public synchronized void say(String line) {
    screen.line(line);
    lastLine = state.get().elapsed();
  }

  /** How lines may be coloured. */
  public Style style() {
    return screen.style();
  }

  /** How many characters fit into a line. */
  public int width() {
    return screen.width();
  }

  private void draw() {
    try {
      while (!closed.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS)) {
        refresh();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void refresh() {
    if (closed.getCount() == 0) {
      return;
    }
    LiveState now = state.get();
    if (screen.redraws()) {
      screen.block(LiveBlock.lines(now, screen.style(), screen.width()));
    } else if (now.elapsed().minus(lastLine).compareTo(SILENCE) >= 0) {
      LiveBlock.logLines(now, screen.width()).forEach(screen::line);
      lastLine = now.elapsed();
    }
  }

  /** Stops redrawing and takes the block away. Lines may still be written. */
  @Override
  public synchronized void close() {
    closed.countDown();
    screen.block(List.of());
  }
}
