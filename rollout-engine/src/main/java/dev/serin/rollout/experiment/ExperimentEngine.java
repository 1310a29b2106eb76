package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import java.time.Instant;
import java.util.List;

/**
 * Decides what an Experiment does next: a pure function, the same for the same arguments.
 *
 * <p>Algorithm of a pass, as upstream's:
 *
 * <ol>
 *   <li>A specification that makes no sense gets the condition InvalidSpec with all its problems,
 *       and nothing else is done.
 *   <li>Each template gets a ReplicaSet without pods, then, in the next pass, its Service and its
 *       pods ({@link Pods}, {@link Services}).
 *   <li>Once all pods were available at the same time, the analyses begin ({@link Analyses}).
 *   <li>It ends when its duration is over, when all analyses that are required have succeeded, when
 *       one fails or a template does not get its pods in time, or when it is told to ({@link
 *       Outcome}). Then runs are terminated, and pods go after a delay.
 * </ol>
 *
 * <p>Invariants: a phase that is final stays; actions are those that are left to do.
 */
public final class ExperimentEngine {

  /** An engine; it holds no state. */
  public ExperimentEngine() {}

  /** Decides; the Experiment has a specification. */
  public ExperimentDecision decide(ExperimentObservation seen, Instant now) {
    Draft d = new Draft(seen, now);
    List<String> problems = ExperimentRules.problems(d.experiment());
    if (!problems.isEmpty()) {
      return reject(d, problems);
    }
    d.settings().spec().templates().forEach(template -> Pods.plan(template, d));
    d.settings().spec().analyses().forEach(analysis -> Analyses.plan(analysis, d));
    Outcome.assess(d);
    ExperimentConditions.set(d);
    Deadlines.wake(d);
    return d.build();
  }

  private static ExperimentDecision reject(Draft d, List<String> problems) {
    String message = String.join("; ", problems);
    ExperimentStatus before = d.before();
    d.conditions(
        Conditions.with(
            before.conditions(),
            Saying.yes(Conditions.INVALID_SPEC, Reasons.INVALID_SPEC, message),
            d.now()));
    if (!d.status().equals(before)) {
      d.event(false, Reasons.INVALID_SPEC, message);
    }
    return d.build();
  }
}
