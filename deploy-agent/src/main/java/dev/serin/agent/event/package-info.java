/** What is told to people as Kubernetes events. */
@NullMarked
package dev.serin.agent.event;

import org.jspecify.annotations.NullMarked;
