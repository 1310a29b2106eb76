/**
 * What happened to rollouts, as rows of an SQL database: derived from the cluster, never needed to
 * decide anything, never waited for.
 */
@NullMarked
package dev.serin.agent.history;

import org.jspecify.annotations.NullMarked;
