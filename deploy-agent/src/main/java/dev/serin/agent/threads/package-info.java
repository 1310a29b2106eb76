/** How the agent's threads are made. */
@NullMarked
package dev.serin.agent.threads;

import org.jspecify.annotations.NullMarked;
