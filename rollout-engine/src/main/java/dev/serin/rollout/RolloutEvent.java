package dev.serin.rollout;

/**
 * Something worth telling people.
 *
 * @param type Normal or Warning
 * @param reason one word, as Argo has it
 * @param message a sentence
 */
public record RolloutEvent(Type type, String reason, String message) {
  /** How serious it is; the names are those of Kubernetes. */
  public enum Type {
    /** As it should be. */
    NORMAL("Normal"),
    /** Somebody should look. */
    WARNING("Warning");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }
}
