/** Tests of what both strategies share. */
@NullMarked
package dev.serin.rollout.change;

import org.jspecify.annotations.NullMarked;
