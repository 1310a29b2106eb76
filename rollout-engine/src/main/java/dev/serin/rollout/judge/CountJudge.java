package dev.serin.rollout.judge;

import dev.serin.rollout.measure.Sample;
import org.jspecify.annotations.Nullable;

/** Judges how many requests fail ({@link ErrorJudge}). */
record CountJudge(JudgeSettings settings) implements Judge {
  @Override
  public String after(@Nullable String memory, Sample sample) {
    return ErrorJudge.after(JudgeState.parse(memory), sample, settings).text();
  }

  @Override
  public Evidence evidence(@Nullable String memory) {
    JudgeState state = JudgeState.parse(memory);
    return new Evidence(
        state.canary(),
        state.stable(),
        SequentialTest.logEvidence(state.logs()),
        ErrorJudge.unhealthy(state, settings),
        ErrorJudge.evidence(state, settings),
        state.pods().keySet());
  }
}
