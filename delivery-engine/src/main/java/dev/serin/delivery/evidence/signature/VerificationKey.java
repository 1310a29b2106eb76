package dev.serin.delivery.evidence.signature;

import dev.serin.delivery.problem.UserError;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A public key, which tells whether something was signed by its private one. */
public final class VerificationKey {
  private static final String LABEL = "PUBLIC KEY";

  private final PublicKey key;
  private final KeyKind kind;

  VerificationKey(PublicKey key, KeyKind kind) {
    this.key = key;
    this.kind = kind;
  }

  /**
   * Reads a key in PEM form.
   *
   * @param place where the text is from, for messages
   * @throws UserError if it is no public key of a kind that is known
   */
  public static VerificationKey parse(String place, String text) {
    Pem pem = Pem.parse(place, text);
    if (!pem.label().equals(LABEL)) {
      throw new UserError(
          "%s holds a %s, not a public key. `openssl pkey -in %s -pubout` prints the public one."
              .formatted(place, pem.label().toLowerCase(Locale.ROOT), place));
    }
    PublicKey key =
        KeyKind.families().stream()
            .flatMap(family -> decode(family, pem.content()).stream())
            .findFirst()
            .orElseThrow(() -> KeyKind.unknown(place));
    return new VerificationKey(key, KeyKind.of(place, key));
  }

  private static Optional<PublicKey> decode(String family, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(content)));
    } catch (InvalidKeySpecException anotherFamily) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + family, impossible);
    }
  }

  /** The key in PEM form. */
  public String text() {
    return new Pem(LABEL, key.getEncoded()).text();
  }

  /**
   * What tells this key from others: the SHA-256 of its DER form in base64, as Sigstore's tools
   * write it.
   */
  public String id() {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Whether a signature of these bytes is by this key. A signature of another form is by none. */
  public boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(kind.algorithm());
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException notASignature) {
      return false;
    }
  }
}
