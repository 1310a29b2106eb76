/** Tests of the operator's commands that need no cluster. */
@NullMarked
package dev.serin.cli.rollout;

import org.jspecify.annotations.NullMarked;
