/** Providers against small real servers. */
@NullMarked
package dev.serin.agent.provider;

import org.jspecify.annotations.NullMarked;
