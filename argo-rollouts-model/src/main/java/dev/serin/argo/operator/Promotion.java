package dev.serin.argo.operator;

/** How far a promotion goes. */
public enum Promotion {
  /** To the next step. */
  NEXT,
  /** To the end, past all pauses and analyses. */
  FULL,
  /** Past the current step, whatever it is. */
  SKIP_CURRENT_STEP,
  /** Past all steps; analyses in the background still count. */
  SKIP_ALL_STEPS
}
