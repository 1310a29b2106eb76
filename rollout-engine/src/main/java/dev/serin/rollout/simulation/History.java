package dev.serin.rollout.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a simulation, for people. */
public final class History {
  private final SimulatedCluster cluster;
  private final Instant start;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Something that happened.
   *
   * @param at virtual time since the beginning
   * @param weight of the canary at that time, in percent
   * @param who operator, controller, cluster …
   * @param what in words
   */
  public record Entry(Duration at, int weight, String who, String what) {
    /** As a line of a table. */
    public String line() {
      return String.format(
          Locale.ROOT, "%9.1f s %3d %%  %-10s  %s", at.toMillis() / 1000.0, weight, who, what);
    }
  }

  History(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.start = cluster.now();
  }

  void note(String who, String what) {
    Duration at = Duration.between(start, cluster.now());
    entries.add(new Entry(at, cluster.canaryWeight(), who, what));
  }

  /** Everything so far, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The same as lines. */
  public List<String> lines() {
    return entries.stream().map(Entry::line).toList();
  }
}
