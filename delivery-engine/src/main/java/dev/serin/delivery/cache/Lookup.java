package dev.serin.delivery.cache;

import java.util.List;

/** What a question to the cache came to. */
public sealed interface Lookup {
  /** There is an image that counts. */
  record Hit(CachedImage image) implements Lookup {}

  /**
   * There is none.
   *
   * @param reasons why, one line for each place that was looked at
   */
  record Miss(List<String> reasons) implements Lookup {
    /** Copies the reasons. */
    public Miss {
      reasons = List.copyOf(reasons);
    }
  }
}
