package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action;
import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.traffic.Confirmation;
import dev.serin.rollout.traffic.ManagedRoute;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 *   <li>The current version is stable: the stable side goes there; once it answers, weight 0; once
 *       that is in force, the canary's side too. So after a promotion the traffic moves from the
 *       canary's side to a stable side that has the same pods already. On the way back to a stable
 *       version its pods have to carry it, as for an abort.
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
      weigh(goal(0, List.of(), s, d), "", s, d);
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
    pointStable(stable, s, d);
    int observed = s.split().canaryWeight();
    Confirmation answers =
        s.split().stableSelects().equals(stable) || s.split().stableTargets().isEmpty()
            ? answers(s.split().stableService(), stable, s.settings().replicas(), s)
            : Confirmation.notYet("the stable side does not select version " + stable);
    boolean promoting = s.split().canaryTargets().equals(Set.of(stable)) && observed > 0;
    if (promoting && !answers.confirmed()) {
      wait(answers, d);
      weigh(moved(goal(observed, List.of(), s, d), stable, canaryNow(s)), stable, s, d);
      return;
    }
    int left = s.split().canaryTargets().equals(Set.of(stable)) ? 0 : uncarried(s);
    boolean first = s.split().canaryTargets().equals(Set.of(""));
    boolean follows = left == 0 && s.settings().pingPong().isEmpty() && (first || drained(s, d));
    String canary = follow(stable, follows, s, d);
    weigh(moved(goal(left, List.of(), s, d), stable, canary), stable, s, d);
  }

  /** The weight that the pods of the stable version do not carry; not more than there is. */
  private static int uncarried(Situation s) {
    int replicas = s.settings().replicas();
    if (replicas == 0 || s.split().canaryTargets().stream().noneMatch(hash -> lives(hash, s))) {
      return 0;
    }
    int needed = Math.max(1, replicas - s.settings().change().maxUnavailable());
    int max = s.settings().maxWeight();
    long carried = (long) max * ReplicaSets.available(s.versions().stable()) / needed;
    return Math.min(s.split().canaryWeight(), (int) Math.max(0, max - carried));
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
    weigh(moved(goal(left, List.of(), s, d), stable, canary), stable, s, d);
    pointStable(stable, s, d);
  }

  private static void underWay(String stable, Situation s, Draft d) {
    String hash = s.versions().hash();
    pointStable(stable, s, d);
    if (takenOver(s, d)) {
      point(s.split().canaryService(), hash, s, d);
      return;
    }
    boolean may = s.currentAvailable() > 0;
    if (!canServe(s)) {
      boolean moves = may && ReplicaSets.settled(s.current()) && drained(s, d);
      String canary = follow(hash, moves, s, d);
      weigh(moved(goal(0, List.of(), s, d), stable, canary), stable, s, d);
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
    weigh(moved(goal(weight, managed, s, d), stable, hash), stable, s, d);
  }

  /** Takes the traffic from a canary without a pod or a Service, and does nothing else. */
  static void leaveWhatCannotServe(Situation s, Draft d) {
    String stable = d.status().stableRS();
    if (stable != null
        && Lifecycle.underWay(s, d)
        && s.split().canaryWeight() > 0
        && !canServe(s)) {
      weigh(moved(goal(0, List.of(), s, d), stable, canaryNow(s)), stable, s, d);
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
        && noted(d).filter(weight -> weight > 0).isPresent()
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
    point(s.split().canaryService(), hash, s, d);
    return hash;
  }

  private static void pointStable(String stable, Situation s, Draft d) {
    point(s.split().stableService(), stable, s, d);
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

  private static void point(String name, String hash, Situation s, Draft d) {
    Service service = s.observation().services().get(name);
    if (name.isEmpty() || service == null) {
      return;
    }
    String selects = TrafficSplit.selected(s.observation(), name);
    if (selects.equals(hash)) {
      return;
    }
    String rollout = s.rollout().getMetadata().getName();
    PointService action = new PointService(name, hash, rollout);
    boolean adopted = ReplicaSets.annotation(service, ArgoNames.MANAGED_BY).equals(rollout);
    Optional<String> foreign = adopted ? FieldOwners.foreign(service) : Optional.empty();
    if (foreign.isPresent()) {
      restore(action, foreign.get(), s, d);
      return;
    }
    d.act(action);
    d.event(
        Reasons.SWITCH_SERVICE,
        "Switched selector for service '%s' from '%s' to '%s'".formatted(name, selects, hash));
    d.progressed();
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

  private static void weigh(TrafficGoal goal, String stable, Situation s, Draft d) {
    if (!s.settings().routed()) {
      return;
    }
    List<SetRoute> changes = s.split().changesTo(goal);
    int before = s.split().canaryWeight();
    boolean decided = noted(d).filter(weight -> weight == goal.canaryWeight()).isEmpty();
    boolean own = false;
    for (SetRoute change : changes) {
      Optional<String> foreign = decided ? Optional.empty() : foreign(change, s);
      if (foreign.isPresent()) {
        restore(change, foreign.get(), s, d);
      } else {
        d.act(change);
        own = true;
      }
    }
    if (own) {
      d.progressed();
      if (before != goal.canaryWeight()) {
        d.event(
            Reasons.TRAFFIC_WEIGHT_UPDATED,
            "Traffic weight updated from %d to %d".formatted(before, goal.canaryWeight()));
      }
    }
    note(goal, changes.isEmpty(), stable, s, d);
  }

  private static Optional<String> foreign(SetRoute change, Situation s) {
    return s.split().seen().routes().get(change.route()).flatMap(FieldOwners::foreign);
  }

  /** Sets back what somebody else has changed: not too often, and without saying it each time. */
  private static void restore(Action.Traffic action, String foreign, Situation s, Draft d) {
    String object = FieldOwners.describe(action);
    Optional<Instant> held =
        Contest.heldUntil(s.observation().surroundings().writes(), object, s.now());
    if (held.isPresent()) {
      d.wakeAt(held.get());
      return;
    }
    d.act(action);
    if (!Conditions.isTrue(d.status().conditions(), Conditions.TRAFFIC_CONTESTED)) {
      d.event(
          Reasons.TRAFFIC_RESTORED, "Set %s back, which %s had changed".formatted(object, foreign));
    }
  }

  /** The canary's weight that was decided last; empty when none was. */
  private static Optional<Integer> noted(Draft d) {
    CanaryStatus canary = d.status().canary();
    TrafficWeights weights = canary == null ? null : canary.weights();
    WeightDestination destination = weights == null ? null : weights.canary();
    return Optional.ofNullable(destination).map(WeightDestination::weight);
  }

  private static void note(TrafficGoal goal, boolean written, String stable, Situation s, Draft d) {
    CanaryStatus canary = d.status().canary();
    TrafficWeights weights =
        new TrafficWeights(
            new WeightDestination(
                goal.canaryWeight(), s.settings().canaryService(), s.versions().hash(), Map.of()),
            new WeightDestination(
                goal.stableWeight(), s.settings().stableService(), stable, Map.of()),
            additional(goal, s),
            verified(written, s, d),
            Map.of());
    CanaryStatus base = canary == null ? CanaryStatus.empty() : canary;
    d.update(b -> b.canary(base.withWeights(weights)));
  }

  /** Those that are wanted, and those that are still somewhere. */
  private static List<WeightDestination> additional(TrafficGoal goal, Situation s) {
    return goal.additional().stream()
        .filter(share -> share.weight() > 0 || s.split().mentions(share.destination().service()))
        .map(Traffic::destination)
        .toList();
  }

  private static WeightDestination destination(Share share) {
    return new WeightDestination(
        share.weight(), share.destination().service(), share.destination().hash(), Map.of());
  }

  /** True or false where somebody says whether a route is accepted; nothing where nobody does. */
  private static @Nullable Boolean verified(boolean written, Situation s, Draft d) {
    if (!s.split().reported()) {
      return null;
    }
    Confirmation accepted = s.split().accepted();
    tellRefusal(accepted, s, d);
    return written && accepted.confirmed();
  }

  /** A condition while somebody refuses a route, and one event when it begins. */
  private static void tellRefusal(Confirmation accepted, Situation s, Draft d) {
    List<RolloutCondition> before = d.status().conditions();
    boolean known = Conditions.find(before, Conditions.TRAFFIC_VERIFIED).isPresent();
    if (accepted.state() == Confirmation.State.NO) {
      Saying saying =
          Saying.no(Conditions.TRAFFIC_VERIFIED, Reasons.WEIGHT_VERIFY_ERROR, accepted.reason());
      d.update(b -> b.conditions(Conditions.with(before, saying, s.now())));
      if (!known) {
        d.warning(Reasons.WEIGHT_VERIFY_ERROR, "Failed to verify weight: " + accepted.reason());
      }
    } else if (known && accepted.confirmed()) {
      d.update(b -> b.conditions(Conditions.without(before, Conditions.TRAFFIC_VERIFIED)));
    }
  }
}
