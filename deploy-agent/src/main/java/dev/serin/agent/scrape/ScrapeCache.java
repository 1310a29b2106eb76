package dev.serin.agent.scrape;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets everybody who wants a pod's metrics at about the same time share one scrape.
 *
 * <p>An entry is used while it is younger than the maximum age and dropped at the first look, by
 * anybody, after that; so the cache holds no more than was asked for within one maximum age.
 */
public final class ScrapeCache {

  private record Entry(long startedAt, CompletableFuture<ScrapeResult> result) {}

  private final Function<ScrapeTarget, CompletableFuture<ScrapeResult>> scraper;
  private final LongSupplier nanoTime;
  private final long maxAge;
  private final Map<ScrapeTarget, Entry> entries = new ConcurrentHashMap<>();

  /**
   * An empty cache.
   *
   * @param scraper starts a scrape
   * @param nanoTime a monotonic clock in nanoseconds
   * @param maxAge how long after its start a scrape is shared
   */
  public ScrapeCache(
      Function<ScrapeTarget, CompletableFuture<ScrapeResult>> scraper,
      LongSupplier nanoTime,
      Duration maxAge) {
    this.scraper = scraper;
    this.nanoTime = nanoTime;
    this.maxAge = maxAge.toNanos();
  }

  /** A recent or new scrape of the target. */
  public CompletableFuture<ScrapeResult> get(ScrapeTarget target) {
    long now = nanoTime.getAsLong();
    entries.values().removeIf(entry -> now - entry.startedAt() >= maxAge);
    return entries
        .computeIfAbsent(target, wanted -> new Entry(now, scraper.apply(wanted)))
        .result();
  }

  /** How many scrapes are held. */
  int size() {
    return entries.size();
  }
}
