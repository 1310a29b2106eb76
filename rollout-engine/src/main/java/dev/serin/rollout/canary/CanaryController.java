package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
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
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides a canary.
 *
 * <p>Algorithm of a pass:
 *
 * <ol>
 *   <li>Judge: a failed analysis of the running change aborts, whatever else is wrong.
 *   <li>Begin: notice new templates, retries, full promotions ({@link Lifecycle}).
 *   <li>Abort by an operator or by the deadline ({@link Aborts}, {@link Progress}).
 *   <li>Go through the steps ({@link Steps}) and promote when all is done.
 *   <li>Traffic ({@link Traffic}), pods ({@link Sizing}), analyses ({@link Analyses}).
 *   <li>Sum up ({@link Summary}).
 * </ol>
 *
 * <p>A specification that makes no sense gets {@link #rescue} instead.
 *
 * <p>Invariants: a function of its arguments; the actions are those that are left to do, so nothing
 * is done when nothing has changed; the actions on traffic come first.
 */
public final class CanaryController {
  private CanaryController() {}

  /**
   * Decides.
   *
   * @param observation what was seen
   * @param template the wanted pods
   * @param canary the strategy
   * @param now the time
   */
  public static Decision decide(
      Observation observation, PodTemplateSpec template, CanaryStrategy canary, Instant now) {
    Rollout rollout = observation.rollout();
    RolloutSpec spec = rollout.getSpec();
    Draft d = new Draft(rollout.getStatus());
    CanarySettings settings = CanarySettings.of(spec, canary, d.status());
    Situation s =
        new Situation(
            observation,
            settings,
            Versions.of(rollout, template, observation.replicaSets()),
            TrafficSplit.of(observation, settings),
            now);
    Runs.refresh(s, d);
    Aborts.byRuns(s, d, Analyses.judging(s, d));
    Experiments.judge(s, d);
    Plugins.take(s, d);
    Lifecycle.begin(s, d);
    Summary.count(s, d, Optional.empty());
    Progress.abortAtDeadline(s, d);
    Aborts.settle(s, d);
    Steps.advance(s, d);
    Promotion.whenDone(s, d);
    s = s.withRoles(d);
    Traffic.plan(s, d);
    Sets.plan(
        s, d, template, canary.antiAffinity(), canary.canaryMetadata(), canary.stableMetadata());
    Sizing.plan(s, d);
    Restarts.plan(s, d);
    History.collect(s, d);
    Analyses.plan(s, d);
    Experiments.plan(s, d);
    Plugins.plan(s, d);
    conclude(s, d);
    return d.build(now);
  }

  /**
   * Decides for a specification that makes no sense: the version under way is the one of the
   * status, whatever the template says; it is judged, an abort moves its traffic, and so does a
   * canary that nothing can reach any more, such as one whose Service was deleted. Everything else
   * stays as it is.
   *
   * @param observation what was seen
   * @param canary the strategy; only its Services, its router and its steps' number are used
   * @param problems what is wrong with the Rollout, one sentence each
   * @param now the time
   */
  public static Decision rescue(
      Observation observation, CanaryStrategy canary, List<String> problems, Instant now) {
    Rollout rollout = observation.rollout();
    Draft d = new Draft(rollout.getStatus());
    CanarySettings settings = CanarySettings.onlyTraffic(canary, d.status());
    Situation s =
        new Situation(
            observation,
            settings,
            Versions.ofStatus(rollout, observation.replicaSets()),
            TrafficSplit.of(observation, settings),
            now);
    Runs.refresh(s, d);
    Aborts.byRuns(s, d, Analyses.judging(s, d));
    Experiments.judge(s, d);
    Plugins.take(s, d);
    if (d.status().aborted() && Lifecycle.underWay(s, d)) {
      Aborts.settle(s, d);
      Traffic.plan(s, d);
    } else {
      Traffic.leaveWhatCannotServe(s, d);
    }
    Summary.reject(s, d, problems);
    return d.build(now);
  }

  private static void conclude(Situation s, Draft d) {
    int replicas = s.settings().replicas();
    RolloutStatus status = d.status();
    boolean available = number(status.availableReplicas()) >= replicas;
    boolean complete =
        Lifecycle.stable(s, d)
            && Lifecycle.index(d) >= s.settings().steps().size()
            && number(status.replicas()) == replicas;
    Summary.conclude(
        s,
        d,
        available,
        complete,
        pause -> {
          CanaryStep step = s.settings().step(Lifecycle.index(d));
          return !Pauses.CANARY_STEP.equals(pause.reason())
              || (step != null && step.pause() != null && step.pause().duration() == null);
        });
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
