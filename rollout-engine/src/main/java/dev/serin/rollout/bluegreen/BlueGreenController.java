package dev.serin.rollout.bluegreen;

import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.change.Aborts;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.History;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.change.Progress;
import dev.serin.rollout.change.Restarts;
import dev.serin.rollout.change.Runs;
import dev.serin.rollout.change.Sets;
import dev.serin.rollout.change.Summary;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides a blue/green change.
 *
 * <p>Algorithm of a pass:
 *
 * <ol>
 *   <li>Judge: a failed analysis aborts, whatever else is wrong.
 *   <li>Begin: notice new templates, retries, full promotions ({@link Lifecycle}).
 *   <li>Abort by an operator or by the deadline.
 *   <li>Wait where somebody, or a time, has to pass; promote when all is done ({@link Promotion}).
 *   <li>Services ({@link Switching}), pods ({@link Sizing}), analyses ({@link Analyses}).
 *   <li>Sum up ({@link Summary}).
 * </ol>
 *
 * <p>Invariants: as those of a canary. The active Service only ever selects a version that has all
 * of its pods, or on the way back as many as may be there at least.
 */
public final class BlueGreenController {
  private static final List<RunRole> JUDGING =
      List.of(RunRole.PRE_PROMOTION, RunRole.POST_PROMOTION);

  private BlueGreenController() {}

  /**
   * Decides.
   *
   * @param observation what was seen
   * @param template the wanted pods
   * @param strategy the strategy
   * @param now the time
   */
  public static Decision decide(
      Observation observation, PodTemplateSpec template, BlueGreenStrategy strategy, Instant now) {
    Rollout rollout = observation.rollout();
    RolloutSpec spec = rollout.getSpec();
    Draft d = new Draft(rollout.getStatus());
    Stage s =
        Stage.of(
            observation,
            BlueGreenSettings.of(spec, strategy),
            Versions.of(rollout, template, observation.replicaSets()),
            now);
    Runs.refresh(s, d);
    Aborts.byRuns(s, d, JUDGING);
    Lifecycle.begin(s, d);
    Summary.count(s, d, s.activeSet());
    Progress.abortAtDeadline(s, d);
    Aborts.settle(s, d);
    Promotion.proceed(s, d);
    Switching.plan(s, d);
    Sets.plan(
        s,
        d,
        template,
        strategy.antiAffinity(),
        strategy.previewMetadata(),
        strategy.activeMetadata());
    Sizing.plan(s, d);
    Restarts.plan(s, d);
    History.collect(s, d);
    Analyses.plan(s, d);
    conclude(s, d);
    return d.build(now);
  }

  /**
   * Decides for a specification that makes no sense: the version under way is the one of the
   * status, whatever the template says; it is judged, and an abort moves its traffic. Everything
   * else stays as it is.
   *
   * @param observation what was seen
   * @param strategy the strategy; only its Services are used
   * @param problems what is wrong with the Rollout, one sentence each
   * @param now the time
   */
  public static Decision rescue(
      Observation observation, BlueGreenStrategy strategy, List<String> problems, Instant now) {
    Rollout rollout = observation.rollout();
    Draft d = new Draft(rollout.getStatus());
    Stage s =
        Stage.of(
            observation,
            BlueGreenSettings.onlyTraffic(strategy),
            Versions.ofStatus(rollout, observation.replicaSets()),
            now);
    Runs.refresh(s, d);
    Aborts.byRuns(s, d, JUDGING);
    if (d.status().aborted() && Lifecycle.underWay(s, d)) {
      Aborts.settle(s, d);
      Switching.plan(s, d);
    }
    Summary.reject(s, d, problems);
    return d.build(now);
  }

  private static void conclude(Stage s, Draft d) {
    int all = s.change().replicas();
    Optional<ReplicaSet> active = s.activeSet();
    boolean available =
        active
            .filter(set -> ReplicaSets.wanted(set) == all && ReplicaSets.available(set) >= all)
            .isPresent();
    boolean previewed =
        s.settings().previewService().isEmpty() || s.versions().hash().equals(s.preview());
    boolean complete = Lifecycle.stable(s, d) && s.switched() && previewed;
    Summary.conclude(
        s,
        d,
        available,
        complete,
        pause -> !Pauses.BLUE_GREEN.equals(pause.reason()) || !s.settings().automatic());
  }
}
