package dev.serin.agent.leader;

import dev.serin.agent.cluster.ObjectKey;

/**
 * Which lease an agent waits for.
 *
 * @param lease the Lease's namespace and name
 * @param identity the agent's name; no other process may ever have had it
 * @param timing the times
 */
public record LeaseSettings(ObjectKey lease, String identity, LeaseTiming timing) {}
