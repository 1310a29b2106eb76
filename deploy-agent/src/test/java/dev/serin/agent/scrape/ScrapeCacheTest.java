package dev.serin.agent.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScrapeCacheTest {

  private final AtomicLong now = new AtomicLong();
  private final ScrapeCache cache =
      new ScrapeCache(target -> new CompletableFuture<>(), now::get, Duration.ofNanos(100));
  private final ScrapeTarget target = ScrapeTarget.of("127.0.0.1", 80, "/metrics");

  @Test
  void aYoungScrapeIsSharedEvenWhileItIsUnderWay() {
    CompletableFuture<ScrapeResult> first = cache.get(target);
    now.set(99);
    assertSame(first, cache.get(target));
  }

  @Test
  void anOldScrapeIsReplacedAndThoseOfOthersAreDropped() {
    CompletableFuture<ScrapeResult> first = cache.get(target);
    assertNotSame(first, cache.get(ScrapeTarget.of("127.0.0.2", 80, "/metrics")));
    assertEquals(2, cache.size());
    now.set(100);
    assertNotSame(first, cache.get(target));
    assertEquals(1, cache.size());
  }
}
