package dev.serin.demo.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/** How a story ended. */
public enum StoryOutcome {
  /** Every affected service runs in its new version. */
  PROMOTED("promoted"),
  /** Every affected service that was rolled out was taken back to its old version. */
  ROLLED_BACK("rolledBack"),
  /** Some affected services run in their new version, others do not. */
  PARTLY_RELEASED("partlyReleased"),
  /** No affected service got as far as a rollout. */
  NOT_RELEASED("notReleased"),
  /** The story could not be told to its end. */
  BROKEN_OFF("brokenOff");

  private final String word;

  StoryOutcome(String word) {
    this.word = word;
  }

  /** The word for it in JSON. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The words for it on the screen. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Sums up how the services of a story ended. */
  public static StoryOutcome of(Collection<ServiceOutcome> services) {
    boolean promoted = services.contains(ServiceOutcome.PROMOTED);
    boolean rolledBack = services.contains(ServiceOutcome.ROLLED_BACK);
    if (services.contains(ServiceOutcome.NOT_FINISHED)) {
      return BROKEN_OFF;
    }
    if (promoted) {
      boolean all = services.stream().allMatch(outcome -> outcome == ServiceOutcome.PROMOTED);
      return all ? PROMOTED : PARTLY_RELEASED;
    }
    return rolledBack ? ROLLED_BACK : NOT_RELEASED;
  }
}
