package dev.serin.jenkins.promotion;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which image of each service was last let into which environment.
 *
 * @param rows one a service, by name
 */
record EnvironmentMatrix(List<Row> rows) {

  /** How many earlier images of a cell are shown. */
  private static final int HISTORY = 5;

  /** Of promotions, the newest first. */
  static EnvironmentMatrix of(List<Promotion> promotions, List<String> environments) {
    TreeMap<String, Map<String, List<Entry>>> found = new TreeMap<>();
    for (Promotion promotion : promotions) {
      if (promotion.state() == Promotion.State.APPROVED) {
        for (ServiceImage service : promotion.services()) {
          found
              .computeIfAbsent(service.name(), name -> new HashMap<>())
              .computeIfAbsent(promotion.environment(), name -> new ArrayList<>())
              .add(Entry.of(promotion, service));
        }
      }
    }
    return new EnvironmentMatrix(
        found.entrySet().stream()
            .map(
                service ->
                    new Row(
                        service.getKey(),
                        environments.stream()
                            .map(
                                environment ->
                                    Cell.of(
                                        service.getValue().getOrDefault(environment, List.of())))
                            .toList()))
            .toList());
  }

  /**
   * A service.
   *
   * @param service its name
   * @param cells one an environment
   */
  public record Row(String service, List<Cell> cells) {

    /** The service, for pages. */
    public String getService() {
      return service;
    }

    /** The cells, for pages. */
    public List<Cell> getCells() {
      return cells;
    }
  }

  /**
   * A service in an environment.
   *
   * @param entries the newest first; empty when it was never let in
   */
  public record Cell(List<Entry> entries) {

    static Cell of(List<Entry> entries) {
      return new Cell(entries.stream().limit(HISTORY + 1L).toList());
    }

    /** Whether nothing was ever let in. */
    public boolean isNever() {
      return entries.isEmpty();
    }

    /** What is there now. */
    public Entry getCurrent() {
      return entries.get(0);
    }

    /** What was there before. */
    public List<Entry> getBefore() {
      return entries.subList(1, entries.size());
    }
  }

  /**
   * An image that was let in.
   *
   * @param promotion id of what let it in
   * @param release its release
   * @param digest its first digits
   * @param since when
   */
  public record Entry(String promotion, String release, String digest, Instant since) {

    static Entry of(Promotion promotion, ServiceImage service) {
      return new Entry(
          promotion.id(),
          promotion.release(),
          service.getShortDigest(),
          promotion.changed().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The promotion, for pages. */
    public String getPromotion() {
      return promotion;
    }

    /** The release, for pages. */
    public String getRelease() {
      return release;
    }

    /** The digest, for pages. */
    public String getDigest() {
      return digest;
    }

    /** When, for pages. */
    public Instant getSince() {
      return since;
    }
  }
}
