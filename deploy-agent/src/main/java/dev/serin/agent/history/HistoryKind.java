package dev.serin.agent.history;

import java.util.Optional;
import java.util.stream.Stream;

/** What can happen to a rollout. */
public enum HistoryKind {
  /** It is to have another version. */
  BEGAN("began"),
  /** A step of the canary is reached. */
  STEP("step"),
  /** The canary's share of the traffic is another one. */
  WEIGHT("weight"),
  /** It waits. */
  PAUSED("paused"),
  /** An analysis is over. */
  VERDICT("verdict"),
  /** It is to go back to the stable version. */
  ABORTED("aborted"),
  /** The stable version has all traffic again. */
  ROLLED_BACK("rolledBack"),
  /** The new version is the stable one. */
  PROMOTED("promoted"),
  /** It was to have yet another version before it was done. */
  SUPERSEDED("superseded");

  private final String wireName;

  HistoryKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in rows and answers. */
  public String wireName() {
    return wireName;
  }

  /** The kind of a name. */
  public static Optional<HistoryKind> of(String wireName) {
    return Stream.of(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
