package dev.serin.demo.run;

import dev.serin.demo.load.LoadGenerator;
import dev.serin.demo.load.Target;
import dev.serin.demo.measure.Observation;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.story.ShopCustomers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The customers of the shop: they come once, and stay until they are sent away. */
final class Customers implements AutoCloseable {
  private final Settings settings;
  private final TrafficLog log = new TrafficLog();
  private final Stopwatch stopwatch;
  private Optional<LoadGenerator> load = Optional.empty();
  private boolean gone;

  Customers(Settings settings, Stopwatch stopwatch) {
    this.settings = settings;
    this.stopwatch = stopwatch;
  }

  /** What they ask for. */
  static List<Target> targets() {
    return ShopCustomers.targets();
  }

  /** What became of their requests. */
  TrafficLog log() {
    return log;
  }

  /** Whether they are there. */
  synchronized boolean present() {
    return load.isPresent();
  }

  /** They come, if they are not there already. */
  synchronized boolean come(Stage stage) {
    if (load.isPresent() || gone) {
      return false;
    }
    LoadGenerator generator =
        new LoadGenerator(
            stage.place().gateway(),
            targets(),
            settings.requestsPerSecond(),
            settings.seed(),
            (observation, servedBy) -> note(stage, observation, servedBy),
            stopwatch);
    generator.start();
    load = Optional.of(generator);
    return true;
  }

  private void note(Stage stage, Observation observation, String servedBy) {
    log.add(observation);
    stage.place().answered(observation, servedBy, stage.watch().rollout(observation.service()));
  }

  /** Forgets what lies further back, so that days of traffic do not fill the memory. */
  void forget(Duration before) {
    log.forgetBefore(before);
  }

  /** They go, when all their requests have been answered; doing so twice changes nothing. */
  @Override
  public synchronized void close() {
    gone = true;
    load.ifPresent(LoadGenerator::close);
    load = Optional.empty();
  }
}
