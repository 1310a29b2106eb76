package dev.serin.delivery.gc;

import dev.serin.delivery.image.Digest;

/**
 * What becomes of one image.
 *
 * @param repository within the registry
 * @param digest of its manifest or index
 * @param kept whether it stays
 * @param reason why
 */
public record Collected(String repository, Digest digest, boolean kept, String reason) {}
