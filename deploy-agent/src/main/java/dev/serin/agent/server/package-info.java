/** The agent as a server: configuration, start and stop, health, and the REST API. */
@NullMarked
package dev.serin.agent.server;

import org.jspecify.annotations.NullMarked;
