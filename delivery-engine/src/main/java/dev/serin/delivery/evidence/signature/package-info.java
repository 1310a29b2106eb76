/** Signed envelopes: DSSE inside Sigstore bundles, by keys that one has (no certificates). */
@NullMarked
package dev.serin.delivery.evidence.signature;

import org.jspecify.annotations.NullMarked;
