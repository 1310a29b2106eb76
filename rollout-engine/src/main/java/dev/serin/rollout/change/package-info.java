/**
 * What a canary and a blue/green change have in common: beginning and end, aborts, pauses, runs of
 * analyses, numbers of pods, histories, conditions.
 */
@NullMarked
package dev.serin.rollout.change;

import org.jspecify.annotations.NullMarked;
