/** Processes that a build starts: what they see, how long they may run, and how all of them end. */
@NullMarked
package dev.serin.delivery.build.process;

import org.jspecify.annotations.NullMarked;
