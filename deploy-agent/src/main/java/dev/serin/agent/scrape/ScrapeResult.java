package dev.serin.agent.scrape;

import java.time.Instant;

/** What a scrape gave: a text, or the reason why there is none. No text is no data, not zero. */
public sealed interface ScrapeResult {

  /**
   * The pod answered.
   *
   * @param at when the scrape was started
   * @param text the body, decoded as UTF-8
   */
  record Text(Instant at, String text) implements ScrapeResult {}

  /**
   * The pod gave no usable answer.
   *
   * @param at when the scrape was started
   * @param reason what went wrong, in a few words
   */
  record Failure(Instant at, String reason) implements ScrapeResult {}
}
