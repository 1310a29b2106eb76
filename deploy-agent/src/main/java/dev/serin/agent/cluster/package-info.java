/** What the agent knows of the cluster: caches of the objects that it needs, kept by watches. */
@NullMarked
package dev.serin.agent.cluster;

import org.jspecify.annotations.NullMarked;
