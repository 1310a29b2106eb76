/** Tests of what the agent remembers of the cluster. */
@NullMarked
package dev.serin.agent.cluster;

import org.jspecify.annotations.NullMarked;
