package dev.serin.rollout.simulation;

import java.util.random.RandomGenerator;

/** What goes wrong, at random; nothing while it is calm. */
final class Troubles {

  /** What becomes of a call. */
  enum Fate {
    /** It is carried out. */
    DONE,
    /** It fails, and nothing has changed. */
    LOST,
    /** It is carried out, but its answer is lost, so it seems to have failed. */
    UNANSWERED,
    /** It is carried out, and once more. */
    REPEATED,
    /** The controller dies before it. */
    CONTROLLER_DIES
  }

  private static final Fate[] FATES = {
    Fate.LOST, Fate.LOST, Fate.UNANSWERED, Fate.REPEATED, Fate.CONTROLLER_DIES
  };
  private static final int CALLS = 25;

  private final RandomGenerator random;
  private boolean calm = true;

  Troubles(RandomGenerator random) {
    this.random = random;
  }

  void calm(boolean wanted) {
    calm = wanted;
  }

  boolean calm() {
    return calm;
  }

  /** Whether something happens that happens once in so many times. */
  boolean strikes(int oneIn) {
    return !calm && random.nextInt(oneIn) == 0;
  }

  Fate ofCall() {
    int luck = calm ? CALLS : random.nextInt(CALLS);
    return luck < FATES.length ? FATES[luck] : Fate.DONE;
  }

  RandomGenerator random() {
    return random;
  }
}
