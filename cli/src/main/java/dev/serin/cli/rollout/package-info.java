/**
 * Looks at rollouts in a cluster and asks for changes, with the patches that every tool of Argo's
 * contract uses.
 */
@NullMarked
package dev.serin.cli.rollout;

import org.jspecify.annotations.NullMarked;
