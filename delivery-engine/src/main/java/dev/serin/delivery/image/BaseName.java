package dev.serin.delivery.image;

/**
 * Which image another one builds upon.
 *
 * @param name as everybody knows it, such as {@code docker.io/library/node:20-slim}, wherever it is
 *     read
 * @param digest of its manifest, for one platform
 */
public record BaseName(String name, Digest digest) {}
