/** Who else writes what carries a Rollout's traffic, and what to do about it. */
@NullMarked
package dev.serin.rollout.contest;

import org.jspecify.annotations.NullMarked;
