package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An object that routes traffic.
 *
 * @param reference its name
 * @param object the whole of it as JSON; nobody may change it
 * @param since when this state (its specification, its annotations, and what its status says) was
 *     seen first by this process
 */
public record SeenRoute(RouteReference reference, JsonNode object, Instant since) {}
