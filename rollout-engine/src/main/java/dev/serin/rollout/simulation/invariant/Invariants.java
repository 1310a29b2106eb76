package dev.serin.rollout.simulation.invariant;

import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import java.util.List;

/** Everything that has to hold in a simulation. */
public final class Invariants {
  private static final List<Invariant> ALL =
      List.of(
          new AbortMovesAtOnce(),
          new WeightsAddUp(),
          new PodsCarryTheWeight(),
          new UnhealthyGainsNothing(),
          new AvailableWithinBounds(),
          new RunsThatJudgeGoOn(),
          new FinishedOnce(),
          new EverythingEnds());

  private static final String SAME = "the same observation gives the same decision";
  private static final String EXPERIMENTS = "experiments take their pods away";
  private static final String DEPLOYS = "the first deployment ends";

  private final Traits traits;

  /** What has to hold for a specification. */
  public Invariants(Traits traits) {
    this.traits = traits;
  }

  /** All promises, in words. */
  public static List<String> names() {
    return ALL.stream().map(Invariant::name).toList();
  }

  /** Checks a decision before it is carried out. */
  public void decided(Observation observation, Decision decision) {
    Seen seen = new Seen(observation, traits);
    for (Invariant invariant : ALL) {
      invariant.decided(seen, decision);
    }
  }

  /** Checks two decisions on one observation. */
  public void same(Decision one, Decision other) {
    if (!one.equals(other)) {
      throw new InvariantViolation(SAME, one + " and " + other);
    }
  }

  /** Checks the end of the first deployment, which nobody disturbs. */
  public void deployed(Observation observation) {
    Seen seen = new Seen(observation, traits);
    if (!seen.stable().equals(seen.selected(seen.stableService()))) {
      throw new InvariantViolation(DEPLOYS, String.valueOf(seen.status().message()));
    }
  }

  /**
   * Checks what everything has come to.
   *
   * @param decision what a controller that starts anew decides then
   * @param experimentPods pods that experiments still have
   */
  public void atRest(Observation observation, Decision decision, int experimentPods) {
    if (experimentPods > 0) {
      throw new InvariantViolation(EXPERIMENTS, experimentPods + " pods are left");
    }
    Seen seen = new Seen(observation, traits);
    for (Invariant invariant : ALL) {
      invariant.atRest(seen, decision);
    }
  }
}
