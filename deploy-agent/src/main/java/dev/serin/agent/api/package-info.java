/** Requests to the API server that end in time: one request each, with a limit. */
@NullMarked
package dev.serin.agent.api;

import org.jspecify.annotations.NullMarked;
