/** Asks those who measure for analyses: metric servers, web servers, Jobs. */
@NullMarked
package dev.serin.agent.provider;

import org.jspecify.annotations.NullMarked;
