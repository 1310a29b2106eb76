/** Tests of how measurements become samples. */
@NullMarked
package dev.serin.agent.analysis;

import org.jspecify.annotations.NullMarked;
