/** The statistics by which a canary is judged against the stable version of the same moment. */
@NullMarked
package dev.serin.rollout.judge;

import org.jspecify.annotations.NullMarked;
