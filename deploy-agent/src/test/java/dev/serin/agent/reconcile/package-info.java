/** Tests of the pace of writes, with a clock that only the test moves. */
@NullMarked
package dev.serin.agent.reconcile;

import org.jspecify.annotations.NullMarked;
