/** What has to hold at every step of a simulation, one class for each promise. */
@NullMarked
package dev.serin.rollout.simulation.invariant;

import org.jspecify.annotations.NullMarked;
