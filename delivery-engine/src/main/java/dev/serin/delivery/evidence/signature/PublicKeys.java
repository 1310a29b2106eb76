package dev.serin.delivery.evidence.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * Finds the public key of a private one, which Java has no call for; all arithmetic on secrets is
 * still Java's own.
 *
 * <ol>
 *   <li>Ed25519: a private key is 32 random bytes, so a generator that draws these very bytes makes
 *       the same pair.
 *   <li>ECDSA: agreeing on a secret with the curve's generator as the other side gives the x of the
 *       public point; the curve has two points with it, and a signature tells which one it is.
 * </ol>
 */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey of(PrivateKey key) throws GeneralSecurityException {
    return key instanceof EdECPrivateKey edwards
        ? ofEdwards(edwards)
        : ofElliptic((ECPrivateKey) key);
  }

  private static PublicKey ofEdwards(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] drawn =
        key.getBytes().orElseThrow(() -> new InvalidKeyException("the key cannot be exported"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(KeyKind.ED25519.family());
    generator.initialize(NamedParameterSpec.ED25519, new Replay(drawn));
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey ofElliptic(ECPrivateKey key) throws GeneralSecurityException {
    ECParameterSpec curve = key.getParams();
    KeyFactory factory = KeyFactory.getInstance(KeyKind.ECDSA.family());
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(
        factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger square =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(prime);
    // The prime of P-256 is 3 modulo 4, so this power is a root.
    BigInteger y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    for (BigInteger candidate : List.of(y, prime.subtract(y))) {
      PublicKey found =
          factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
      if (belongsTo(found, key)) {
        return found;
      }
    }
    throw new InvalidKeyException("the key is not on its curve");
  }

  private static boolean belongsTo(PublicKey candidate, PrivateKey key)
      throws GeneralSecurityException {
    byte[] content = candidate.getEncoded();
    Signature signature = Signature.getInstance(KeyKind.ECDSA.algorithm());
    signature.initSign(key);
    signature.update(content);
    byte[] signed = signature.sign();
    signature.initVerify(candidate);
    signature.update(content);
    return signature.verify(signed);
  }

  /** Draws given bytes. */
  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] drawn;

    Replay(byte[] drawn) {
      this.drawn = drawn.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(drawn, 0, bytes, 0, bytes.length);
    }
  }
}
