/** Asks the deploy agent what is rolling out. */
@NullMarked
package dev.serin.jenkins.agent;

import org.jspecify.annotations.NullMarked;
