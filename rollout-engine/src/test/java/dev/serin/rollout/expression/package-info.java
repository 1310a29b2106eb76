/** The language of conditions, as users write it. */
@NullMarked
package dev.serin.rollout.expression;

import org.jspecify.annotations.NullMarked;
