package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.cli.output.LiveText;
import dev.serin.delivery.build.BuildEvent;
import dev.serin.delivery.build.BuildListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What every service is doing now, at the bottom of a terminal, with what is done above it. A line
 * for each service that is being built is written anew every second and whenever something happens.
 */
final class LiveProgress implements BuildListener, AutoCloseable {
  private static final int MOST_LINES = 12;

  /** A service that is being built. */
  private record Running(String stage, Instant since) {}

  private final BuildProgress above;
  private final LiveText live;
  private final Console console;
  private final InstantSource clock;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "serin-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final Future<?> redrawing;
  private int waiting;

  LiveProgress(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
    this.above = new BuildProgress(console);
    this.live = new LiveText(console, console.err());
    this.redrawing = ticker.scheduleAtFixedRate(this::draw, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (event instanceof BuildEvent.Queued) {
      waiting++;
    } else if (event instanceof BuildEvent.Started started) {
      waiting--;
      running.put(started.service(), new Running("begins", clock.instant()));
    } else if (event instanceof BuildEvent.StageBegun begun) {
      Running before = running.get(begun.service());
      Instant since = before == null ? clock.instant() : before.since();
      running.put(begun.service(), new Running(begun.stage().word(), since));
    } else {
      if (event instanceof BuildEvent.Finished finished) {
        running.remove(finished.service());
      }
      live.clear();
      above.on(event);
    }
    draw();
  }

  @Override
  public synchronized void close() {
    redrawing.cancel(false);
    ticker.shutdownNow();
    live.clear();
  }

  private synchronized void draw() {
    if (ticker.isShutdown()) {
      return;
    }
    int width = running.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    running.forEach(
        (service, each) -> {
          long seconds = Duration.between(each.since(), clock.instant()).toSeconds();
          String name = service + " ".repeat(width - service.length());
          lines.add("  " + console.bold(name) + "  " + each.stage() + "  " + seconds + " s");
        });
    int hidden = Math.max(0, lines.size() - MOST_LINES);
    List<String> shown = new ArrayList<>(lines.subList(hidden, lines.size()));
    if (waiting + hidden > 0) {
      shown.add("  and " + (waiting + hidden) + " more");
    }
    live.show(shown);
  }
}
