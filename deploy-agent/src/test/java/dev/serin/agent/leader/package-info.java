/** Tests of who acts. */
@NullMarked
package dev.serin.agent.leader;

import org.jspecify.annotations.NullMarked;
