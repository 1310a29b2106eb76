/** The agent against the real API server and etcd, without nodes: races, faults, other managers. */
@NullMarked
package dev.serin.e2e.api;

import org.jspecify.annotations.NullMarked;
