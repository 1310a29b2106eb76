/** Tests of scraping against servers that answer well, badly, slowly or endlessly. */
@NullMarked
package dev.serin.agent.scrape;

import org.jspecify.annotations.NullMarked;
