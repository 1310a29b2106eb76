package dev.serin.rollout.judge;

import dev.serin.rollout.measure.Sample;
import org.jspecify.annotations.Nullable;

/** Decides by samples of pods whether a canary is healthy. What it remembers is a text. */
public sealed interface Judge permits CountJudge, LatencyJudge {

  /** The judge of a kind. */
  static Judge of(JudgeSettings settings) {
    return switch (settings.kind()) {
      case ERRORS -> new CountJudge(settings);
      case LATENCY -> new LatencyJudge(settings);
    };
  }

  /**
   * What is to be remembered after a sample.
   *
   * @param memory what was remembered; null at the beginning
   */
  String after(@Nullable String memory, Sample sample);

  /** What is known by now. */
  Evidence evidence(@Nullable String memory);
}
