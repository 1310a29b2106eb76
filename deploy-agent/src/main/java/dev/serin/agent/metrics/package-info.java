/** What the agent tells of itself and of the rollouts, under the names that Argo Rollouts uses. */
@NullMarked
package dev.serin.agent.metrics;

import org.jspecify.annotations.NullMarked;
