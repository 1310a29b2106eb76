/** Phases, conditions and events, in Argo's words. */
@NullMarked
package dev.serin.rollout.status;

import org.jspecify.annotations.NullMarked;
