/** Tests of requests to the API server. */
@NullMarked
package dev.serin.agent.api;

import org.jspecify.annotations.NullMarked;
