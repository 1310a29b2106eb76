/**
 * What an analysis concludes: a pure function from samples, and the time, to the status of an
 * AnalysisRun.
 */
@NullMarked
package dev.serin.rollout.analysis;

import org.jspecify.annotations.NullMarked;
