/** The whole agent against an API server in memory, with fake pods that answer scrapes. */
@NullMarked
package dev.serin.agent;

import org.jspecify.annotations.NullMarked;
