/** What is to be looked at next: a keyed work queue with delays, backoff and an urgent lane. */
@NullMarked
package dev.serin.agent.queue;

import org.jspecify.annotations.NullMarked;
