/** What the deploy agent is rolling out, as far as Jenkins knows. */
@NullMarked
package dev.serin.jenkins.rollout;

import org.jspecify.annotations.NullMarked;
