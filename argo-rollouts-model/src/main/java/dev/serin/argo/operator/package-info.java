/** What operators ask of a Rollout, and how it looks to them; the same for every tool. */
@NullMarked
package dev.serin.argo.operator;

import org.jspecify.annotations.NullMarked;
