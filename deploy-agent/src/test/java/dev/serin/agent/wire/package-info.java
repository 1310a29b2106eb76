/** Tests of how objects are read. */
@NullMarked
package dev.serin.agent.wire;

import org.jspecify.annotations.NullMarked;
