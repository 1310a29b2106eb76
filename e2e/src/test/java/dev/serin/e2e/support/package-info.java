/**
 * What tests of whole programs share: a real API server on loopback, the agent as a process, pods
 * that are played, and a link to the API server that can fail on demand.
 */
@NullMarked
package dev.serin.e2e.support;

import org.jspecify.annotations.NullMarked;
