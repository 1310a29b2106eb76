package dev.serin.delivery.evidence.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Keys of kinds that Serin reads but does not make. */
final class TestKeys {
  private TestKeys() {}

  static SigningKey ecdsa() {
    return SigningKey.parse("test", pem("EC", "secp256r1"));
  }

  /** A new private key as a text. */
  static String pem(String family, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (!curve.isEmpty()) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return new Pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()).text();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
