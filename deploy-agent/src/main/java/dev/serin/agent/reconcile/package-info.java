/**
 * The loop of a rollout: observe, let the engine decide, write, come back when something changes.
 */
@NullMarked
package dev.serin.agent.reconcile;

import org.jspecify.annotations.NullMarked;
