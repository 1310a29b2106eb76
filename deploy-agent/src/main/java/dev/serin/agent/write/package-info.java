/** Writes what was decided to the API server: the smallest patch, and none without a change. */
@NullMarked
package dev.serin.agent.write;

import org.jspecify.annotations.NullMarked;
