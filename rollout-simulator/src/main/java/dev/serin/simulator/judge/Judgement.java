package dev.serin.simulator.judge;

import dev.serin.rollout.judge.Counts;
import dev.serin.rollout.judge.SequentialTest;
import dev.serin.simulator.judge.Recording.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the judge makes of a recording: it looks after each interval and stops when it is sure.
 *
 * @param alarmAt time of the interval after which the canary was unhealthy; empty for healthy
 * @param canary what was counted of the canary until then
 * @param stable the same of the stable version
 * @param logValues natural logarithm of the e-value after each interval, for a plot
 * @param bound the e-value that means unhealthy
 */
record Judgement(
    Optional<String> alarmAt, Counts canary, Counts stable, List<Double> logValues, double bound) {

  static Judgement of(Recording recording, double rate, double effect) {
    List<Double> state = SequentialTest.start();
    Counts canary = Counts.NONE;
    Counts stable = Counts.NONE;
    List<Double> values = new ArrayList<>();
    for (Interval interval : recording.intervals()) {
      state = SequentialTest.after(state, effect, interval.canary(), interval.stable());
      canary = canary.plus(interval.canary());
      stable = stable.plus(interval.stable());
      double value = SequentialTest.logEvidence(state);
      values.add(value);
      if (value >= -Math.log(rate)) {
        return new Judgement(Optional.of(interval.time()), canary, stable, values, 1 / rate);
      }
    }
    return new Judgement(Optional.empty(), canary, stable, values, 1 / rate);
  }

  /** What a person would say. */
  String sentence() {
    double value = values(logValues);
    return String.format(
        Locale.ROOT,
        "%s: canary fails %s of %d requests, stable %s of %d; e-value %.3g, bound %.3g.",
        alarmAt.map(at -> "Unhealthy at " + at).orElse("Healthy to the end"),
        canary.percentage(),
        canary.requests(),
        stable.percentage(),
        stable.requests(),
        value,
        bound);
  }

  private static double values(List<Double> logs) {
    return logs.isEmpty() ? 1 : Math.exp(logs.get(logs.size() - 1));
  }
}
