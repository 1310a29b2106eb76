/** Decides Experiments: several versions beside each other for a while, and their judgement. */
@NullMarked
package dev.serin.rollout.experiment;

import org.jspecify.annotations.NullMarked;
