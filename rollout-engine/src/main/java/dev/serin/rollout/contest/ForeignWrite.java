package dev.serin.rollout.contest;

import java.time.Instant;

/**
 * A change of where a Rollout's traffic goes that somebody else has made.
 *
 * @param object kind and name, as {@link FieldOwners#describe} gives them
 * @param manager who, as the API server calls it in {@code managedFields}
 * @param at when it was seen
 */
public record ForeignWrite(String object, String manager, Instant at) {}
