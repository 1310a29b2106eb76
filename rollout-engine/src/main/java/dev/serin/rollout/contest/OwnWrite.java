package dev.serin.rollout.contest;

import java.time.Instant;

/**
 * A change of where a Rollout's traffic goes that Serin has made, or tried to.
 *
 * @param object kind and name, as {@link FieldOwners#describe} gives them
 * @param at when
 */
public record OwnWrite(String object, Instant at) {}
