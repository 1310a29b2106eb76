/** {@code serin simulate}: many simulations of the rollout engine, on all processors. */
@NullMarked
package dev.serin.simulator;

import org.jspecify.annotations.NullMarked;
