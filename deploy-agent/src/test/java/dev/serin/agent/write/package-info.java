/** Tests of the patches that the agent sends. */
@NullMarked
package dev.serin.agent.write;

import org.jspecify.annotations.NullMarked;
