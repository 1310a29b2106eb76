package dev.serin.delivery.affected;

/**
 * Why a service is affected.
 *
 * @param kind what sort of cause
 * @param detail the cause in words: {@code changed services/cart/src/cart.js (+2 more)}
 */
public record Reason(Kind kind, String detail) {

  /** What sort of cause; the names in lower case are part of the release file's format. */
  public enum Kind {
    /** Files in its own folder differ. */
    CHANGED("changed"),
    /** Something that it is built upon differs. */
    DEPENDENCY("dependency"),
    /** A build file outside of all components differs. */
    GLOBAL("global"),
    /** There is nothing to compare with. */
    FIRST("first");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word that the JSON formats use. */
    public String word() {
      return word;
    }
  }
}
