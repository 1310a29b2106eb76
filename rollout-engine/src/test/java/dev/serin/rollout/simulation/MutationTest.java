package dev.serin.rollout.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.simulation.invariant.InvariantViolation;
import dev.serin.rollout.simulation.invariant.Invariants;
import dev.serin.rollout.traffic.TrafficGoal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each promise of a simulation can be broken: a controller that is wrong on purpose is caught. */
class MutationTest {
  private static final int SEEDS = 300;

  /** A way of being wrong, and the promise that it breaks. */
  private enum Mutation implements Controller {
    KEEPS_THE_WEIGHT_OF_AN_ABORTED_CANARY("an abort moves the traffic at once") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return right.status().aborted() ? with(right, right.others()) : right;
      }
    },
    MOVES_TRAFFIC_LAST("an abort moves the traffic at once") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        List<Action> actions = new ArrayList<>(right.others());
        actions.addAll(right.traffic());
        return with(right, actions);
      }
    },
    NOTES_ANOTHER_WEIGHT_THAN_IT_SETS("weights add up") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return withStatus(right, withStableWeight(right.status(), 60));
      }
    },
    WEIGHS_BEFORE_THERE_ARE_PODS("pods carry the weight") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return with(right, right.actions().stream().map(Mutation::heavier).toList());
      }
    },
    GIVES_AN_ABORTED_CANARY_MORE("an unhealthy version gains nothing") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        boolean gains = right.status().currentStepIndex() != null && !right.traffic().isEmpty();
        return gains ? withStatus(right, right.status().toBuilder().abort(true).build()) : right;
      }
    },
    TAKES_ALL_PODS_AT_ONCE("available pods within the bounds") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return right.status().stableRS() == null
            ? right
            : with(right, right.actions().stream().map(Mutation::emptied).toList());
      }
    },
    ENDS_RUNS_THAT_ARE_NEEDED("runs that judge go on") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        AnalysisRunReference run =
            right.status().canary() == null
                ? null
                : right.status().canary().currentBackgroundAnalysisRunStatus();
        return run == null || run.name() == null
            ? right
            : and(right, new Action.TerminateAnalysisRun(run.name()));
      }
    },
    MAKES_WHAT_IS_THERE_AGAIN("what is interrupted is finished once") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return observation.replicaSets().isEmpty()
            ? right
            : and(right, new Action.CreateReplicaSet(observation.replicaSets().get(0)));
      }
    },
    RETURNS_TO_THE_FIRST_STEP("what is interrupted is finished once") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        Integer index = RolloutStatus.of(observation.rollout()).currentStepIndex();
        return index == null || index == 0
            ? right
            : withStatus(right, right.status().toBuilder().currentStepIndex(0).build());
      }
    },
    NEVER_TAKES_OLD_PODS_AWAY("every change and every rollback ends") {
      @Override
      public Decision decide(Observation observation, Instant now) {
        Decision right = RIGHT.decide(observation, now);
        return with(right, right.actions().stream().filter(Mutation::leavesPods).toList());
      }
    };

    private static final Controller RIGHT = new RolloutEngine()::decide;

    private final String broken;

    Mutation(String broken) {
      this.broken = broken;
    }

    private static Decision with(Decision right, List<? extends Action> actions) {
      return new Decision(
          List.copyOf(actions), right.status(), right.events(), right.requeueAfter());
    }

    private static Decision withStatus(Decision right, RolloutStatus status) {
      return new Decision(right.actions(), status, right.events(), right.requeueAfter());
    }

    private static Decision and(Decision right, Action more) {
      List<Action> actions = new ArrayList<>(right.actions());
      actions.add(more);
      return with(right, actions);
    }

    private static RolloutStatus withStableWeight(RolloutStatus status, int weight) {
      if (status.canary() == null || status.canary().weights() == null) {
        return status;
      }
      TrafficWeights weights = status.canary().weights();
      WeightDestination stable = new WeightDestination(weight, "cart-stable", null, Map.of());
      return status.toBuilder()
          .canary(
              status
                  .canary()
                  .withWeights(
                      new TrafficWeights(
                          weights.canary(),
                          stable,
                          weights.additional(),
                          weights.verified(),
                          Map.of())))
          .build();
    }

    private static Action heavier(Action action) {
      if (!(action instanceof Action.SetRoute set) || set.goal().canaryWeight() == 0) {
        return action;
      }
      TrafficGoal goal = set.goal();
      return new Action.SetRoute(
          set.route(),
          set.router(),
          new TrafficGoal(
              goal.stable(),
              goal.canary(),
              goal.maxWeight(),
              goal.maxWeight(),
              goal.additional(),
              goal.managedRoutes()));
    }

    private static Action emptied(Action action) {
      return action instanceof Action.ScaleReplicaSet scale
          ? new Action.ScaleReplicaSet(scale.replicaSet(), 0, scale.desiredReplicas())
          : action;
    }

    private static boolean leavesPods(Action action) {
      return !(action instanceof Action.ScaleReplicaSet scale) || scale.replicas() > 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aControllerThatIsWrongIsCaught(Mutation mutation) {
    Set<String> broken = new TreeSet<>();
    for (long seed = 0; seed < SEEDS && !broken.contains(mutation.broken); seed++) {
      violation(seed, mutation).ifPresent(violation -> broken.add(violation.invariant()));
    }
    assertTrue(broken.contains(mutation.broken), "only these were broken: " + broken);
  }

  @Test
  void everyPromiseHasAMutation() {
    Set<String> broken = new TreeSet<>();
    for (Mutation mutation : Mutation.values()) {
      broken.add(mutation.broken);
    }
    assertEquals(new TreeSet<>(Invariants.names()), broken);
  }

  @Test
  void aRouteWhoseWeightsDoNotAddUpIsCaught() {
    Controller leaky =
        (observation, now) -> {
          Decision right = new RolloutEngine().decide(observation, now);
          return Mutation.with(right, right.actions().stream().map(MutationTest::leaky).toList());
        };
    assertEquals("weights add up", first(leaky));
  }

  private static Action leaky(Action action) {
    if (!(action instanceof Action.SetRoute set)) {
      return action;
    }
    return new Action.SetRoute(set.route(), new LeakyRouter(set.router()), set.goal());
  }

  @Test
  void aControllerThatDependsOnMoreThanWhatItSeesIsCaught() {
    AtomicInteger passes = new AtomicInteger();
    Controller moody =
        (observation, now) -> {
          Decision right = new RolloutEngine().decide(observation, now);
          return Mutation.withStatus(
              right, right.status().toBuilder().message("" + passes.incrementAndGet()).build());
        };
    assertEquals("the same observation gives the same decision", first(moody));
  }

  private static String first(Controller controller) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Optional<InvariantViolation> violation = violation(seed, controller);
      if (violation.isPresent()) {
        return violation.get().invariant();
      }
    }
    return "nothing";
  }

  private static Optional<InvariantViolation> violation(long seed, Controller controller) {
    try {
      new Simulation(new Random(seed), controller).run();
      return Optional.empty();
    } catch (InvariantViolation violation) {
      return Optional.of(violation);
    }
  }
}
