package dev.serin.rollout.analysis;

/** What an AnalysisRun of a Rollout is for. */
public enum RunRole {
  /** Judges the canary at one step. */
  STEP("Step", "Step-based analysis phase error/failed"),
  /** Judges the canary all the time. */
  BACKGROUND("Background", "Background analysis phase error/failed"),
  /** Judges a blue/green change before the promotion. */
  PRE_PROMOTION("PrePromotion", "Blue/green pre-promotion analysis phase error/failed"),
  /** Judges a blue/green change after the promotion. */
  POST_PROMOTION("PostPromotion", "Blue/green post-promotion analysis phase error/failed");

  private final String label;
  private final String abortMessage;

  RunRole(String label, String abortMessage) {
    this.label = label;
    this.abortMessage = abortMessage;
  }

  /** Its value of label {@code rollout-type}, and its name in events. */
  public String label() {
    return label;
  }

  /** Begins the reason of an abort by such a run. */
  public String abortMessage() {
    return abortMessage;
  }
}
