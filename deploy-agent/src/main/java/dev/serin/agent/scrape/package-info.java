/** Fetches the metrics of single pods over HTTP, within bounds of time and size. */
@NullMarked
package dev.serin.agent.scrape;

import org.jspecify.annotations.NullMarked;
