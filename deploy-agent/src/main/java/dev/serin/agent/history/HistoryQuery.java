package dev.serin.agent.history;

import java.util.Optional;

/**
 * Which part of the history to read, newest first.
 *
 * @param namespace only of this namespace
 * @param name only of this Rollout
 * @param kind only of this kind
 * @param before only rows with a smaller id than this: the next page
 * @param limit how many at most; positive
 */
public record HistoryQuery(
    Optional<String> namespace,
    Optional<String> name,
    Optional<HistoryKind> kind,
    Optional<Long> before,
    int limit) {}
