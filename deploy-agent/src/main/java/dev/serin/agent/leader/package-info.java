/**
 * Which of several agents acts: a Lease, what to do about it, and leave to write for its holder.
 */
@NullMarked
package dev.serin.agent.leader;

import org.jspecify.annotations.NullMarked;
