package dev.serin.rollout.judge;

import dev.serin.rollout.judge.JudgeState.Pod;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges the failures of a canary against those of the stable version in the same intervals.
 *
 * <p>Algorithm, for each sample:
 *
 * <ol>
 *   <li>For each pod take what its counters have grown by since its last answer. A counter that is
 *       smaller than before has started anew (the process was restarted): what it shows is all new.
 *       A pod that is seen for the first time only sets the mark: nobody knows when it counted what
 *       it shows. A pod that has counted before and now shows nothing has not answered: either it
 *       was restarted, and its next counts are smaller, or what it showed was not its metrics, and
 *       its old counts must not become new ones.
 *   <li>Add up by version, and give both sums to the {@link SequentialTest}.
 *   <li>Forget pods that have not answered for a while.
 * </ol>
 *
 * No data yet is no verdict: the judge waits.
 */
public final class ErrorJudge {
  private static final int FORGET_AFTER = 10;

  /** No pod counts more in its life; what claims to have does not make sums overflow. */
  private static final double MOST = 1e15;

  private ErrorJudge() {}

  /** The state after a sample; the same one when nothing has been counted. */
  public static JudgeState after(JudgeState before, Sample sample, JudgeSettings settings) {
    Counts canary = Counts.NONE;
    Counts stable = Counts.NONE;
    Map<String, Pod> pods = missed(before.pods());
    for (PodCounters counters : sample.pods()) {
      Pod last = before.pods().get(counters.pod());
      if (last != null && last.requests() > 0 && counters.countsByCode().isEmpty()) {
        continue;
      }
      Pod now = total(counters, settings);
      pods.put(counters.pod(), now);
      if (last == null) {
        continue;
      }
      boolean restarted = now.requests() < last.requests() || now.errors() < last.errors();
      Counts grown =
          restarted
              ? new Counts(now.requests(), now.errors())
              : grown(now.requests() - last.requests(), now.errors() - last.errors());
      if (counters.podTemplateHash().equals(settings.canaryHash())) {
        canary = canary.plus(grown);
      } else if (counters.podTemplateHash().equals(settings.stableHash())) {
        stable = stable.plus(grown);
      }
    }
    return new JudgeState(
        SequentialTest.after(before.logs(), settings.minimumEffect(), canary, stable),
        before.canary().plus(canary),
        before.stable().plus(stable),
        pods);
  }

  /** Whether the canary is unhealthy. */
  public static boolean unhealthy(JudgeState state, JudgeSettings settings) {
    return SequentialTest.logEvidence(state.logs()) >= Math.log(settings.bound())
        && state.canary().requests() >= settings.minimumRequests();
  }

  /** The evidence in one sentence. */
  public static String evidence(JudgeState state, JudgeSettings settings) {
    return "canary fails %s of %d requests, stable %s of %d: e-value %s %s bound %s"
        .formatted(
            state.canary().percentage(),
            state.canary().requests(),
            state.stable().percentage(),
            state.stable().requests(),
            Numbers.text(Math.exp(SequentialTest.logEvidence(state.logs()))),
            unhealthy(state, settings) ? "over" : "under",
            Numbers.text(settings.bound()));
  }

  private static Map<String, Pod> missed(Map<String, Pod> pods) {
    Map<String, Pod> result = new HashMap<>();
    pods.forEach(
        (name, pod) -> {
          if (pod.missed() < FORGET_AFTER) {
            result.put(name, new Pod(pod.requests(), pod.errors(), pod.missed() + 1));
          }
        });
    return result;
  }

  private static Pod total(PodCounters counters, JudgeSettings settings) {
    double requests = 0;
    double errors = 0;
    for (Map.Entry<String, Double> entry : counters.countsByCode().entrySet()) {
      double count = Double.isFinite(entry.getValue()) ? Math.max(0, entry.getValue()) : 0;
      requests += count;
      errors += settings.errorCodes().matcher(entry.getKey()).matches() ? count : 0;
    }
    return new Pod(Math.round(Math.min(requests, MOST)), Math.round(Math.min(errors, MOST)), 0);
  }

  /** A success counter that was restarted alone may leave fewer requests than errors. */
  private static Counts grown(long requests, long errors) {
    return new Counts(Math.max(requests, errors), errors);
  }
}
