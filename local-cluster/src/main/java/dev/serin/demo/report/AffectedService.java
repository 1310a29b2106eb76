package dev.serin.demo.report;

import java.util.List;

/**
 * A service that a push affects.
 *
 * @param service its name
 * @param reasons why, at least one
 */
public record AffectedService(String service, List<Why> reasons) {

  /** Keeps its own copy of the reasons. */
  public AffectedService {
    reasons = List.copyOf(reasons);
  }

  /**
   * One reason.
   *
   * @param kind {@code changed}, {@code dependency}, {@code global} or {@code first}
   * @param detail the same for people
   */
  public record Why(String kind, String detail) {}
}
