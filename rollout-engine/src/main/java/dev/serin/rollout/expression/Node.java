package dev.serin.rollout.expression;

import org.jspecify.annotations.Nullable;

/** A part of an expression. */
interface Node {
  /** The value in a frame. */
  @Nullable Object evaluate(Frame frame);

  /** Where it is in the text, from 1. */
  int column();

  /** What is known of the value without evaluating. */
  default Kind kind(Frame frame) {
    return Kind.UNKNOWN;
  }
}
