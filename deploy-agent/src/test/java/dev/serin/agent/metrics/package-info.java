/** Tests of the metrics that the agent shows. */
@NullMarked
package dev.serin.agent.metrics;

import org.jspecify.annotations.NullMarked;
