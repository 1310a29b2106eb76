/** Tests of what is told as events. */
@NullMarked
package dev.serin.agent.event;

import org.jspecify.annotations.NullMarked;
