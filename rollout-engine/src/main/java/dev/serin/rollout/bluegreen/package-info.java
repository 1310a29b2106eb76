/** The decisions of a blue/green change: preview, promotion all at once, and the way back. */
@NullMarked
package dev.serin.rollout.bluegreen;

import org.jspecify.annotations.NullMarked;
