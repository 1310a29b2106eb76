package dev.serin.delivery.catalog.read;

/**
 * A folder that could be a service.
 *
 * @param folder its path from the root of the repository
 * @param name the name that it would have
 * @param toolchain what would build it
 */
public record Proposal(String folder, String name, String toolchain) {}
