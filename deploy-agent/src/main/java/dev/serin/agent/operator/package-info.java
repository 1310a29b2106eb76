/** What people ask of rollouts over REST, sent on as the patches that every tool sends. */
@NullMarked
package dev.serin.agent.operator;

import org.jspecify.annotations.NullMarked;
