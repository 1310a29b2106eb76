/**
 * The language of conditions, as users of Argo Rollouts write it (expr-lang): parsed once, bounded
 * in time, depth and memory.
 */
@NullMarked
package dev.serin.rollout.expression;

import org.jspecify.annotations.NullMarked;
