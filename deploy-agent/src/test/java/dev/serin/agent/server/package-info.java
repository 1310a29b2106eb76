/** Tests of how the agent is configured as a process. */
@NullMarked
package dev.serin.agent.server;

import org.jspecify.annotations.NullMarked;
