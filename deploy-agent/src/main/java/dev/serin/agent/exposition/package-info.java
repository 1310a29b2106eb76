/** Reads the text that a service answers when its metrics are scraped. */
@NullMarked
package dev.serin.agent.exposition;

import org.jspecify.annotations.NullMarked;
