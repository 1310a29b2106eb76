/** Tests of the reader of scrapes, with what services, and attackers, may answer. */
@NullMarked
package dev.serin.agent.exposition;

import org.jspecify.annotations.NullMarked;
