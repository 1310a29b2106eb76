package dev.serin.rollout.simulation;

import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import dev.serin.rollout.simulation.invariant.Invariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process around a controller.
 *
 * <p>A pass: look at caches that may be late; decide, at a time that may be wrong; check what has
 * to hold; write traffic and status, in any order, each of which may fail and neither of which
 * stops the other; then, if all of that has come through, the other actions, up to the first that
 * fails. It may die before each write; what it had only in memory is gone then, and another one
 * starts, on a machine with another clock.
 */
final class ControllerProcess {
  private static final int ASKED_AGAIN = 8;
  private static final int HELD_BACK = 8;
  private static final int MEDDLED_WITH = 10;
  private static final int MAX_SKEW_SECONDS = 300;
  private static final String NAME = "controller";

  private final Controller controller;
  private final SimulatedCluster cluster;
  private final Invariants invariants;
  private final Troubles troubles;
  private final History history;
  private final LateView view;
  private final Analysts analysts;
  private final Runnable meddler;
  private Duration skew = Duration.ZERO;
  private Optional<Duration> wake = Optional.empty();

  /**
   * A process.
   *
   * @param meddler changes the Rollout between what is seen and what is written
   */
  ControllerProcess(
      Controller controller,
      SimulatedCluster cluster,
      Invariants invariants,
      Troubles troubles,
      History history,
      Runnable meddler) {
    this.controller = controller;
    this.cluster = cluster;
    this.invariants = invariants;
    this.troubles = troubles;
    this.history = history;
    this.view = new LateView(troubles);
    this.analysts = new Analysts(cluster, troubles, history);
    this.meddler = meddler;
  }

  /** When the last pass wants the next one; empty when only after a change. */
  Optional<Duration> wake() {
    return wake;
  }

  /** The process dies, and another one starts. */
  void restart() {
    history.note(NAME, "is started anew");
    view.forget();
    analysts.forget();
    cluster.seenAnew();
    jump();
  }

  /** The clock is set to a wrong time. */
  void jump() {
    int seconds = troubles.random().nextInt(-MAX_SKEW_SECONDS, MAX_SKEW_SECONDS + 1);
    skew = Duration.ofSeconds(seconds);
    history.note(NAME, "has a clock that is wrong by " + skew.toSeconds() + " s");
  }

  /** The clock is set to the right time. */
  void mendClock() {
    skew = Duration.ZERO;
  }

  /** Decides on everything as it is. */
  Decision decide(Observation observation) {
    return controller.decide(observation, cluster.now().plus(skew));
  }

  /** One pass; whether there was anything to change. */
  boolean pass() {
    analysts.measure();
    Observation observation = told(view.of(cluster.observe()));
    Decision decision = decide(observation);
    wake = decision.requeueAfter();
    invariants.decided(observation, decision);
    if (troubles.strikes(ASKED_AGAIN)) {
      invariants.same(decision, decide(observation));
    }
    if (troubles.strikes(MEDDLED_WITH)) {
      meddler.run();
    }
    decision.events().forEach(e -> history.note("event", e.reason() + ": " + e.message()));
    if (!carryOut(observation, decision)) {
      restart();
    }
    return !decision.actions().isEmpty()
        || !decision.status().equals(RolloutStatus.of(observation.rollout()));
  }

  private Observation told(Observation seen) {
    return new Observation(
        seen.rollout(),
        seen.replicaSets(),
        seen.services(),
        seen.traffic(),
        analysts.told(seen.analysisRuns()),
        seen.analysisTemplates(),
        seen.surroundings());
  }

  /** A write; whether it came through. */
  private interface Write {
    boolean send();
  }

  /** Whether the process is still alive. */
  private boolean carryOut(Observation observation, Decision decision) {
    List<Write> first = new ArrayList<>();
    decision.traffic().forEach(action -> first.add(() -> perform(action)));
    if (!troubles.strikes(HELD_BACK)) {
      int place = first.isEmpty() || troubles.calm() ? 0 : troubles.random().nextInt(first.size());
      first.add(place, () -> status(observation, decision.status()));
    }
    boolean through = true;
    for (Write write : first) {
      Troubles.Fate fate = troubles.ofCall();
      if (fate == Troubles.Fate.CONTROLLER_DIES) {
        return false;
      }
      through &= suffer(fate, write);
    }
    for (Action action : through ? decision.others() : List.<Action>of()) {
      Troubles.Fate fate = troubles.ofCall();
      if (fate == Troubles.Fate.CONTROLLER_DIES) {
        return false;
      }
      if (!suffer(fate, () -> perform(action))) {
        break;
      }
    }
    return true;
  }

  private static boolean suffer(Troubles.Fate fate, Write write) {
    return switch (fate) {
      case LOST, CONTROLLER_DIES -> false;
      case UNANSWERED -> {
        boolean unused = write.send();
        yield false;
      }
      case REPEATED -> {
        boolean first = write.send();
        yield write.send() && first;
      }
      case DONE -> write.send();
    };
  }

  private boolean perform(Action action) {
    cluster.carryOut(action);
    view.wrote(action);
    history.note(NAME, ActionText.of(action));
    return true;
  }

  private boolean status(Observation observation, RolloutStatus status) {
    boolean written = cluster.writeStatus(observation.rollout(), status);
    if (written) {
      view.wrote(LateView.Part.ROLLOUT);
    } else {
      history.note(NAME, "meets a conflict: the Rollout has changed");
    }
    return written;
  }
}
