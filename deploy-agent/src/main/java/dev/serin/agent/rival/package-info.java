/**
 * Notices when Argo Rollouts' own controller works on the same rollouts, which two must never do.
 */
@NullMarked
package dev.serin.agent.rival;

import org.jspecify.annotations.NullMarked;
