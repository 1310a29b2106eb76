/** Everything that is wrong with a Rollout, at once. */
@NullMarked
package dev.serin.rollout.validation;

import org.jspecify.annotations.NullMarked;
