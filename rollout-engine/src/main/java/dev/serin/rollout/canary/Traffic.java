package dev.serin.rollout.canary;

import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.traffic.Confirmation;
import dev.serin.rollout.traffic.ManagedRoute;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the traffic goes.
 *
 * <p>Each side of the split (a Service, or a subset of a mesh) is told which version it is, and the
 * routes how much each side gets. Never both at once: a side changes its version only while it gets
 * nothing, and gets something only once it is seen to answer with that version. Algorithm, with w
 * the weight of the current step and o the one that the routes have now:
 *
 * <ol>
 *   <li>Aborted: weight 0 at once, whatever anybody has confirmed, as far as the pods of the stable
 *       version carry it: so much moves now, and more as they come. The canary's side follows once
 *       that is in force, or after a moment even if it is not: it is the second way out.
 *   <li>The current version is stable, and that is written down: the stable side goes there; once
 *       it answers, weight 0; once that is in force, the canary's side too. So after a promotion
 *       the traffic moves from the canary's side to a stable side that has the same pods already.
 *       Until it is written down all stays as it is, unless the canary's side has no pod: were the
 *       status lost, the next pass would take everything back. On the way back to a stable version
 *       its pods have to carry it, as for an abort.
 *   <li>First deployment: Services select all pods, weight 0.
 *   <li>Under way: the canary's side goes to the current version once that has an available pod and
 *       nothing goes to that side; the weight goes to w once the side answers and the pods that w
 *       needs are ready. Until then it stays o.
 *   <li>What somebody else has changed is set back, within the bounds of {@link Contest}. When it
 *       is the canary Service's selector, weights stay until it is back: it selects all pods
 *       meanwhile, and all of them serve.
 * </ol>
 *
 * <p>Invariants: the weight is never above 0 when the canary has no available pod or its side is
 * another version that is not stable; it never rises while the rollout is paused by an operator,
 * waits for somebody to judge an analysis, or lacks its run in the background, nor on counts of
 * pods that are older than the last scaling; it goes down at any time. What one router cannot do
 * does not hold up the others: each object is an action of its own.
 */
final class Traffic {
  /** How long an abort waits for its weight to be in force before it takes the second way too. */
  private static final Duration SECOND_WAY_OUT = Duration.ofSeconds(2);

  private Traffic() {}

  static void plan(Situation s, Draft d) {
    String stable = d.status().stableRS();
    if (stable == null || stable.isEmpty()) {
      TrafficWrites.weigh(goal(0, List.of(), s, d), "", s, d);
    } else if (Lifecycle.stable(s, d)) {
      atRest(stable, s, d);
    } else if (d.status().aborted()) {
      back(stable, s, d);
    } else {
      underWay(stable, s, d);
    }
  }

  /** Whether every route has a weight and what the steps want beside it, and is accepted. */
  static Confirmation inForce(int weight, Situation s, Draft d) {
    TrafficGoal goal = goal(weight, TrafficWishes.managedRoutes(s, d), s, d);
    List<SetRoute> left = s.split().changesTo(goal);
    return left.isEmpty()
        ? s.split().accepted()
        : Confirmation.notYet(left.get(0).route() + " is not as it shall be yet");
  }

  /** Whether all traffic goes to the canary's side, and every proxy knows. */
  static Confirmation allThere(Situation s, Draft d) {
    Confirmation there = inForce(s.settings().maxWeight(), s, d).and(s.split().settled(s.now()));
    wait(there, d);
    return there;
  }

  private static void atRest(String stable, Situation s, Draft d) {
    if (!writtenDown(stable, s)) {
      int kept = canaryLives(s) ? s.split().canaryWeight() : 0;
      TrafficWrites.weigh(goal(kept, List.of(), s, d), stable, s, d);
      return;
    }
    pointStable(stable, s, d);
    int observed = s.split().canaryWeight();
    Confirmation answers =
        s.split().stableSelects().equals(stable) || s.split().stableTargets().isEmpty()
            ? answers(s.split().stableService(), stable, s.settings().replicas(), s)
            : Confirmation.notYet("the stable side does not select version " + stable);
    boolean promoting = s.split().canaryTargets().equals(Set.of(stable)) && observed > 0;
    if (promoting && !answers.confirmed()) {
      wait(answers, d);
      TrafficWrites.weigh(
          moved(goal(observed, List.of(), s, d), stable, canaryNow(s)), stable, s, d);
      return;
    }
    int left = s.split().canaryTargets().equals(Set.of(stable)) ? 0 : uncarried(s);
    boolean first = s.split().canaryTargets().equals(Set.of(""));
    boolean follows = left == 0 && s.settings().pingPong().isEmpty() && (first || drained(s, d));
    String canary = follow(stable, follows, s, d);
    TrafficWrites.weigh(moved(goal(left, List.of(), s, d), stable, canary), stable, s, d);
  }

  /** Whether the cluster knows that this version replaces the one that was stable before. */
  private static boolean writtenDown(String stable, Situation s) {
    String before = RolloutStatus.of(s.observation().rollout()).stableRS();
    return before == null || before.isEmpty() || before.equals(stable);
  }

  /** The weight that the pods of the stable version do not carry; not more than there is. */
  private static int uncarried(Situation s) {
    int replicas = s.settings().replicas();
    if (replicas == 0 || !canaryLives(s)) {
      return 0;
    }
    int needed = Math.max(1, replicas - s.settings().change().maxUnavailable());
    int max = s.settings().maxWeight();
    long carried = (long) max * ReplicaSets.available(s.versions().stable()) / needed;
    return Math.min(s.split().canaryWeight(), (int) Math.max(0, max - carried));
  }

  /** Whether the canary's side has an available pod, of whatever version. */
  private static boolean canaryLives(Situation s) {
    return s.split().canaryTargets().stream().anyMatch(hash -> lives(hash, s));
  }

  /** Whether a version has an available pod. */
  private static boolean lives(String hash, Situation s) {
    return s.observation().replicaSets().stream()
        .anyMatch(set -> ReplicaSets.hash(set).equals(hash) && ReplicaSets.available(set) > 0);
  }

  private static void back(String stable, Situation s, Draft d) {
    boolean drained = drained(s, d);
    Instant aborted = d.status().abortedAt();
    Instant late = aborted == null ? s.now() : aborted.plus(SECOND_WAY_OUT);
    int left = s.split().canaryTargets().equals(Set.of(stable)) ? 0 : uncarried(s);
    boolean overdue =
        left == 0 && !s.now().isBefore(late) && ReplicaSets.available(s.versions().stable()) > 0;
    if (!drained && s.now().isBefore(late)) {
      d.wakeAt(late);
    }
    String canary = follow(stable, drained || overdue, s, d);
    TrafficWrites.weigh(moved(goal(left, List.of(), s, d), stable, canary), stable, s, d);
    pointStable(stable, s, d);
  }

  private static void underWay(String stable, Situation s, Draft d) {
    String hash = s.versions().hash();
    pointStable(stable, s, d);
    if (takenOver(s, d)) {
      TrafficWrites.point(s.split().canaryService(), hash, s, d);
      return;
    }
    boolean may = s.currentAvailable() > 0;
    if (!canServe(s)) {
      boolean moves = may && ReplicaSets.settled(s.current()) && drained(s, d);
      String canary = follow(hash, moves, s, d);
      TrafficWrites.weigh(moved(goal(0, List.of(), s, d), stable, canary), stable, s, d);
      return;
    }
    int observed = s.split().canaryWeight();
    Confirmation answers = answers(s.split().canaryService(), hash, 1, s);
    boolean opens = s.split().carries() || answers.confirmed();
    int weight = target(observed, opens, s, d);
    if (!opens) {
      wait(answers, d);
    }
    List<ManagedRoute> managed =
        opens && !d.status().fullPromotion() ? TrafficWishes.managedRoutes(s, d) : List.of();
    TrafficWrites.weigh(moved(goal(weight, managed, s, d), stable, hash), stable, s, d);
  }

  /** Takes the traffic from a canary without a pod or a Service, and does nothing else. */
  static void leaveWhatCannotServe(Situation s, Draft d) {
    String stable = d.status().stableRS();
    if (stable != null
        && Lifecycle.underWay(s, d)
        && s.split().canaryWeight() > 0
        && !canServe(s)) {
      TrafficWrites.weigh(moved(goal(0, List.of(), s, d), stable, canaryNow(s)), stable, s, d);
    }
  }

  private static boolean canServe(Situation s) {
    return s.split().canaryTargets().equals(Set.of(s.versions().hash()))
        && s.currentAvailable() > 0;
  }

  /** Somebody else has taken the version out of the canary Service's selector, in mid-canary. */
  private static boolean takenOver(Situation s, Draft d) {
    return s.split().canaryTargets().equals(Set.of(""))
        && s.currentAvailable() > 0
        && d.status().canaryWeight().filter(weight -> weight > 0).isPresent()
        && Optional.ofNullable(s.observation().services().get(s.split().canaryService()))
            .flatMap(FieldOwners::foreign)
            .isPresent();
  }

  private static int target(int observed, boolean opens, Situation s, Draft d) {
    if (d.status().fullPromotion()) {
      return opens ? fullPromotion(observed, s) : observed;
    }
    int index = Lifecycle.index(d);
    int wanted = s.settings().weightAt(index);
    if (wanted <= observed) {
      return wanted;
    }
    boolean held =
        s.settings().paused() || Pauses.byJudgement(d) || Analyses.awaitsBackground(s, d);
    int pods = s.settings().enough(s.settings().canaryPods(index));
    if (held || !opens || s.currentAvailable() < pods || !ReplicaSets.settled(s.current())) {
      return observed;
    }
    Confirmation carried =
        s.split().answersAtLeast(s.split().canaryService(), s.versions().hash(), pods);
    wait(carried, d);
    return carried.confirmed() ? wanted : observed;
  }

  /** As it is until the promotion; where stable shrinks, as much as the canary's pods carry. */
  private static int fullPromotion(int observed, Situation s) {
    int replicas = s.settings().replicas();
    if (s.settings().paused() || replicas == 0) {
      return observed;
    }
    int max = s.settings().maxWeight();
    int carried = Math.min(max, max * s.currentAvailable() / replicas);
    boolean exchanges = s.settings().pingPong().isPresent() && carried == max;
    return s.settings().dynamicStable() || exchanges ? Math.max(observed, carried) : observed;
  }

  /** Whether a side answers with a version, with as many pods as that has available. */
  private static Confirmation answers(String service, String hash, int most, Situation s) {
    int pods = Math.max(1, Math.min(most, s.currentAvailable()));
    Confirmation answers = s.split().answers(service, hash, pods, s.now());
    return s.split().bySubsets() ? answers.and(s.split().settled(s.now())) : answers;
  }

  /** Whether nothing goes to the canary's side, and every proxy knows. */
  private static boolean drained(Situation s, Draft d) {
    if (s.split().routers().isEmpty()) {
      return true;
    }
    if (s.split().carries()) {
      return false;
    }
    Confirmation settled = s.split().settled(s.now());
    wait(settled, d);
    return settled.confirmed();
  }

  /** Lets the canary's side be a version, if it may; the version that it is to be now. */
  private static String follow(String hash, boolean may, Situation s, Draft d) {
    if (!may) {
      return canaryNow(s);
    }
    TrafficWrites.point(s.split().canaryService(), hash, s, d);
    return hash;
  }

  /** Not from a version that answers to one that does not: its pods are on their way. */
  private static void pointStable(String stable, Situation s, Draft d) {
    boolean answered = s.split().stableTargets().stream().anyMatch(hash -> lives(hash, s));
    if (answered && ReplicaSets.available(s.versions().stable()) == 0) {
      return;
    }
    TrafficWrites.point(s.split().stableService(), stable, s, d);
  }

  private static String canaryNow(Situation s) {
    return s.split().routers().stream()
        .flatMap(router -> router.canaryHash(s.split().seen().routes()).stream())
        .findFirst()
        .orElse(s.split().canarySelects());
  }

  private static void wait(Confirmation confirmation, Draft d) {
    confirmation.lookAgain().ifPresent(d::wakeAt);
  }

  /** Weights and managed routes, with the versions of both sides as they are. */
  private static TrafficGoal goal(int weight, List<ManagedRoute> managed, Situation s, Draft d) {
    String stable =
        s.split().routers().stream()
            .flatMap(router -> router.stableHash(s.split().seen().routes()).stream())
            .findFirst()
            .orElse(s.split().stableSelects());
    return new TrafficGoal(
        new Destination(s.split().stableService(), stable),
        new Destination(s.split().canaryService(), canaryNow(s)),
        weight,
        s.settings().maxWeight(),
        TrafficWishes.shares(Experiments.shares(s, d), d),
        managed);
  }

  private static TrafficGoal moved(TrafficGoal goal, String stable, String canary) {
    return new TrafficGoal(
        new Destination(goal.stable().service(), stable),
        new Destination(goal.canary().service(), canary),
        goal.canaryWeight(),
        goal.maxWeight(),
        goal.additional(),
        goal.managedRoutes());
  }
}
