package dev.serin.demo.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All requests that one observer has seen so far. Many threads may add and ask at the same time.
 */
public final class TrafficLog {
  private final List<Observation> observations = new ArrayList<>();

  /** Adds one request. */
  public synchronized void add(Observation observation) {
    observations.add(observation);
  }

  /** Everything so far, in the order of arrival. */
  public synchronized List<Observation> all() {
    return List.copyOf(observations);
  }

  /** Forgets requests that ended before a moment. */
  public synchronized void forgetBefore(Duration moment) {
    observations.removeIf(observation -> observation.at().compareTo(moment) < 0);
  }

  /** How many of the requests that match there were, and how many failed. */
  public synchronized Tally tally(Predicate<Observation> matching) {
    Tally tally = Tally.NONE;
    for (Observation observation : observations) {
      if (matching.test(observation)) {
        tally = tally.with(observation);
      }
    }
    return tally;
  }

  /** The requests to all services that were sent in a span. */
  public Tally sentIn(TimeSpan span) {
    return tally(observation -> span.contains(observation.sentAt()));
  }

  /** The requests of one version of a service that were answered in a span. */
  public Tally answeredBy(String service, Version version, TimeSpan span) {
    return tally(
        observation ->
            observation.service().equals(service)
                && observation.version() == version
                && span.contains(observation.at()));
  }

  /** The requests of one version of a service in the last seconds before a moment. */
  public synchronized Tally recent(
      String service, Version version, Duration now, Duration lookBack) {
    Duration from = now.minus(lookBack);
    // Observers add in the order of time, give or take a few milliseconds: look from the end.
    Duration giveUp = from.minusMillis(100);
    Tally tally = Tally.NONE;
    for (int index = observations.size() - 1; index >= 0; index--) {
      Observation observation = observations.get(index);
      if (observation.at().compareTo(giveUp) < 0) {
        break;
      }
      if (observation.service().equals(service)
          && observation.version() == version
          && observation.at().compareTo(from) >= 0) {
        tally = tally.with(observation);
      }
    }
    return tally;
  }
}
