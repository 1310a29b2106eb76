/** Tests of the work queue, with a clock that only the test moves. */
@NullMarked
package dev.serin.agent.queue;

import org.jspecify.annotations.NullMarked;
