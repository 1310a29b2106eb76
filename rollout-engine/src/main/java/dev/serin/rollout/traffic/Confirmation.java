package dev.serin.rollout.traffic;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a change of traffic is in force.
 *
 * @param state yes, not yet, or no (refused: waiting alone will not help)
 * @param reason why it is not, in a sentence for people; empty when it is
 * @param lookAgain when time alone makes a difference: look again then
 */
public record Confirmation(State state, String reason, Optional<Instant> lookAgain) {

  /** The outcomes. */
  public enum State {
    /** It is in force. */
    YES,
    /** It is not in force yet. */
    NOT_YET,
    /** Whoever has to carry it out refuses it. */
    NO
  }

  /** It is in force. */
  public static final Confirmation CONFIRMED = new Confirmation(State.YES, "", Optional.empty());

  /** It is not in force yet; an event will tell. */
  public static Confirmation notYet(String reason) {
    return new Confirmation(State.NOT_YET, reason, Optional.empty());
  }

  /** It will be in force at a time. */
  public static Confirmation until(Instant time, String reason) {
    return new Confirmation(State.NOT_YET, reason, Optional.of(time));
  }

  /** It is refused. */
  public static Confirmation refused(String reason) {
    return new Confirmation(State.NO, reason, Optional.empty());
  }

  /** Whether it is in force. */
  public boolean confirmed() {
    return state == State.YES;
  }

  /** Both: the worse of the two, and the earlier time. */
  public Confirmation and(Confirmation other) {
    if (state == other.state && state == State.NOT_YET) {
      Optional<Instant> earlier =
          lookAgain.isEmpty() || other.lookAgain.isEmpty()
              ? lookAgain.or(other::lookAgain)
              : Optional.of(
                  lookAgain.get().isBefore(other.lookAgain.get())
                      ? lookAgain.get()
                      : other.lookAgain.get());
      return new Confirmation(state, reason, earlier);
    }
    return state.compareTo(other.state) >= 0 ? this : other;
  }
}
