/** The decisions of a canary: steps, weights, promotion and the way back. */
@NullMarked
package dev.serin.rollout.canary;

import org.jspecify.annotations.NullMarked;
