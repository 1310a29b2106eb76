/** Tests of what is done about others who write weights and selectors. */
@NullMarked
package dev.serin.rollout.contest;

import org.jspecify.annotations.NullMarked;
