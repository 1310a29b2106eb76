/** The deploy agent: a Kubernetes controller that observes and acts, and leaves decisions alone. */
@NullMarked
package dev.serin.agent;

import org.jspecify.annotations.NullMarked;
