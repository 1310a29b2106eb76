package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A change in the store. At least one of the two objects is there; neither may be modified.
 *
 * @param version the resourceVersion that the change made
 * @param key the object's place
 * @param before the object before the change, absent when it was created
 * @param after the object after it; of a deleted object the last state, with the new version
 * @param deleted whether the object is gone
 */
public record StoreEvent(
    long version, ObjectKey key, Optional<ObjectNode> before, ObjectNode after, boolean deleted) {}
