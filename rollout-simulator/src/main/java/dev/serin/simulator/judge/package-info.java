/** {@code serin judge}: the built-in judge on what was recorded, and what finished runs say. */
@NullMarked
package dev.serin.simulator.judge;

import org.jspecify.annotations.NullMarked;
