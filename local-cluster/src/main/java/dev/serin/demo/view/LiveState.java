package dev.serin.demo.view;

import java.time.Duration;
import java.util.List;

/**
 * What is going on at one moment.
 *
 * @param elapsed time since the start of the demo
 * @param doing what the story is doing now, in a few words
 * @param lookBack how far back the tallies of the services reach
 * @param services a line for each service; empty before anything runs
 */
public record LiveState(
    Duration elapsed, String doing, Duration lookBack, List<ServiceLine> services) {

  /** Keeps its own copy of the lines. */
  public LiveState {
    services = List.copyOf(services);
  }
}
