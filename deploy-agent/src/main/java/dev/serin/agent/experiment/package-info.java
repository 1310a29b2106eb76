/** Runs Experiments: observes, asks the engine, acts. */
@NullMarked
package dev.serin.agent.experiment;

import org.jspecify.annotations.NullMarked;
