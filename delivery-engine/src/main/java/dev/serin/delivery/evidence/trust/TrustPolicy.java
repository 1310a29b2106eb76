package dev.serin.delivery.evidence.trust;

import dev.serin.delivery.evidence.signature.Envelope;
import dev.serin.delivery.evidence.signature.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose signatures count.
 *
 * @param keys those that are trusted
 */
public record TrustPolicy(List<TrustedKey> keys) {
  /** Nobody is trusted. */
  public static final TrustPolicy NOBODY = new TrustPolicy(List.of());

  /** Copies the keys. */
  public TrustPolicy {
    keys = List.copyOf(keys);
  }

  /** The keys of both. */
  public TrustPolicy and(TrustPolicy other) {
    List<TrustedKey> all = new ArrayList<>(keys);
    all.addAll(other.keys);
    return new TrustPolicy(all);
  }

  /** The trusted key that an envelope is signed by. */
  public Optional<TrustedKey> signer(Envelope envelope) {
    Optional<VerificationKey> signer = envelope.signer(keys.stream().map(TrustedKey::key).toList());
    return signer.flatMap(
        key -> keys.stream().filter(trusted -> trusted.key().equals(key)).findFirst());
  }
}
