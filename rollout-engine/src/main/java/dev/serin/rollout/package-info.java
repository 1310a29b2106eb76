/**
 * What a rollout does next: a pure function from what was observed, and the time, to actions and
 * status.
 */
@NullMarked
package dev.serin.rollout;

import org.jspecify.annotations.NullMarked;
