package dev.serin.delivery.evidence.signature;

import dev.serin.delivery.problem.UserError;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.util.List;

/** The kinds of keys that evidence is signed with. */
enum KeyKind {
  /** Ed25519 (RFC 8032). */
  ED25519("Ed25519", "Ed25519"),

  /** ECDSA on the curve P-256 with SHA-256, the signature in DER. */
  ECDSA("EC", "SHA256withECDSA");

  private static final int P256_BITS = 256;

  private final String family;
  private final String algorithm;

  KeyKind(String family, String algorithm) {
    this.family = family;
    this.algorithm = algorithm;
  }

  /** The name of the key factory. */
  String family() {
    return family;
  }

  /** The name of the signature. */
  String algorithm() {
    return algorithm;
  }

  /**
   * The kind of a key.
   *
   * @param place where it is from, for messages
   * @throws UserError if it is none of these
   */
  static KeyKind of(String place, Key key) {
    if (key instanceof EdECKey edwards && edwards.getParams().getName().equals("Ed25519")) {
      return ED25519;
    }
    if (key instanceof ECKey elliptic && elliptic.getParams().getOrder().bitLength() == P256_BITS) {
      return ECDSA;
    }
    throw unknown(place);
  }

  static UserError unknown(String place) {
    return new UserError(
        "%s holds a key that Serin cannot use; it knows Ed25519 and ECDSA on P-256."
            .formatted(place));
  }

  static List<String> families() {
    return List.of(ED25519.family, ECDSA.family);
  }
}
