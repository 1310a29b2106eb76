package dev.serin.cluster.api;

/**
 * Where an object is.
 *
 * @param type its type
 * @param namespace its namespace, empty for cluster-wide types
 * @param name its name
 */
public record ObjectKey(ResourceType type, String namespace, String name) {}
