/**
 * A cluster, a controller and its troubles in virtual time: the proof of what the engine decides.
 */
@NullMarked
package dev.serin.rollout.simulation;

import org.jspecify.annotations.NullMarked;
