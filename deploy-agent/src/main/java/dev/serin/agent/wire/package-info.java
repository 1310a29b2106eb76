/** How Kubernetes objects are read: once, and no more of them than the agent looks at. */
@NullMarked
package dev.serin.agent.wire;

import org.jspecify.annotations.NullMarked;
