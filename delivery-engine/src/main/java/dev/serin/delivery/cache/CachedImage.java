package dev.serin.delivery.cache;

import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.image.Digest;

/**
 * An image that is in the registry and that trusted builders vouch for.
 *
 * @param digest of its manifest or index
 * @param name by digest, such as {@code registry.example/shop/cart@sha256:…}
 * @param provenance how it was built
 * @param tests what ran
 */
public record CachedImage(Digest digest, String name, Provenance provenance, TestResult tests) {}
