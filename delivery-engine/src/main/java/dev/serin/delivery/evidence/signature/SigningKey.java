package dev.serin.delivery.evidence.signature;

import dev.serin.delivery.problem.UserError;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/** A private key with its public one. */
public final class SigningKey {
  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey key;
  private final KeyKind kind;
  private final VerificationKey verification;

  private SigningKey(PrivateKey key, KeyKind kind, VerificationKey verification) {
    this.key = key;
    this.kind = kind;
    this.verification = verification;
  }

  /** A new Ed25519 key. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(KeyKind.ED25519.family()).generateKeyPair();
      return new SigningKey(
          pair.getPrivate(),
          KeyKind.ED25519,
          new VerificationKey(pair.getPublic(), KeyKind.ED25519));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", impossible);
    }
  }

  /**
   * Reads a key in PEM form (PKCS #8, without a password).
   *
   * @param place where the text is from, for messages
   * @throws UserError if it is no private key of a kind that is known
   */
  public static SigningKey parse(String place, String text) {
    Pem pem = Pem.parse(place, text);
    if (!pem.label().equals(LABEL)) {
      throw new UserError(
          "%s holds '%s'; a signing key is a 'PRIVATE KEY' (PKCS #8, without a password). `serin key FILE` makes one, `openssl pkcs8 -topk8 -nocrypt` turns others into one."
              .formatted(place, pem.label()));
    }
    PrivateKey key =
        KeyKind.families().stream()
            .flatMap(family -> decode(family, pem.content()).stream())
            .findFirst()
            .orElseThrow(() -> KeyKind.unknown(place));
    KeyKind kind = KeyKind.of(place, key);
    try {
      return new SigningKey(key, kind, new VerificationKey(PublicKeys.of(key), kind));
    } catch (GeneralSecurityException unusable) {
      throw new UserError(place + " holds a key that cannot be used: " + unusable, unusable);
    }
  }

  private static Optional<PrivateKey> decode(String family, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(content)));
    } catch (InvalidKeySpecException anotherFamily) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + family, impossible);
    }
  }

  /** The key in PEM form: a secret. */
  public String text() {
    return new Pem(LABEL, key.getEncoded()).text();
  }

  /** Its public key. */
  public VerificationKey verification() {
    return verification;
  }

  /** The signature of these bytes. */
  public byte[] sign(byte[] content) {
    try {
      Signature signer = Signature.getInstance(kind.algorithm());
      signer.initSign(key);
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was read can sign", impossible);
    }
  }
}
