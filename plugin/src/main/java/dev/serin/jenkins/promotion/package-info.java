/** Releases on their way into environments: what waits, who may decide, what was decided. */
@NullMarked
package dev.serin.jenkins.promotion;

import org.jspecify.annotations.NullMarked;
