package dev.serin.cli.doctor;

/**
 * What the doctor found out about one thing.
 *
 * @param name the thing
 * @param state whether it will do
 * @param version its version; empty when it is not known
 * @param detail what is wrong and how to mend it, or what it is needed for
 */
public record Check(String name, State state, String version, String detail) {

  /** Whether a thing will do. */
  public enum State {
    /** There, and new enough. */
    OK("ok"),
    /** Missing or too old, and needed. */
    MISSING("missing"),
    /** Missing or too old, but nothing here needs it. */
    OPTIONAL("optional");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** Returns the word that the JSON format uses. */
    public String word() {
      return word;
    }
  }
}
