/** ReplicaSets: which version they belong to, and how many pods they get. */
@NullMarked
package dev.serin.rollout.replicas;

import org.jspecify.annotations.NullMarked;
