package dev.serin.agent.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has happened, as people read it.
 *
 * @param id the order in which things were written down
 * @param at when it happened
 * @param exact whether that is the time at which it happened; else at which it was found
 * @param namespace namespace of the Rollout
 * @param name name of the Rollout
 * @param uid uid of the Rollout: another one of the same name has another one
 * @param kind what, see {@link HistoryKind}
 * @param revision the revision's number
 * @param version its pod template hash
 * @param step index of the step, from 0
 * @param weight the canary's share of the traffic, 0 to 100
 * @param stepId names it within the Rollout, once and for all
 * @param details more about it, as JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryRow(
    long id,
    Instant at,
    boolean exact,
    String namespace,
    String name,
    String uid,
    String kind,
    int revision,
    String version,
    @Nullable Integer step,
    @Nullable Integer weight,
    String stepId,
    @JsonRawValue String details) {}
