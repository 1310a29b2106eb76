package dev.serin.delivery.evidence.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.problem.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @Test
  void aKeyThatIsReadBackHasTheSamePublicKey() {
    for (SigningKey key : List.of(SigningKey.generate(), TestKeys.ecdsa())) {
      SigningKey read = SigningKey.parse("file", key.text());

      assertEquals(key.verification().text(), read.verification().text());
      assertTrue(
          VerificationKey.parse("file", key.verification().text())
              .verifies(CONTENT, read.sign(CONTENT)));
    }
  }

  @Test
  void manyKeysOnTheCurveFindTheirOwnPublicKeyOfTheTwoWithOneCoordinate() {
    for (int count = 0; count < 20; count++) {
      SigningKey key = TestKeys.ecdsa();

      assertTrue(key.verification().verifies(CONTENT, key.sign(CONTENT)));
    }
  }

  @Test
  void keysOfOtherKindsAreRefusedWithTheKindsThatAreKnown() {
    for (String pem : List.of(TestKeys.pem("EC", "secp384r1"), TestKeys.pem("RSA", ""))) {
      UserError error = assertThrows(UserError.class, () -> SigningKey.parse("ci.pem", pem));

      assertTrue(String.valueOf(error.getMessage()).contains("ci.pem"), error::toString);
      assertTrue(String.valueOf(error.getMessage()).contains("Ed25519"), error::toString);
    }
  }

  @Test
  void whatIsNoPrivateKeyIsRefusedWithTheWayToOne() {
    String open = SigningKey.generate().verification().text();
    String locked = open.replace("PUBLIC KEY", "ENCRYPTED SIGSTORE PRIVATE KEY");

    for (String text : List.of("", "hello", open, locked)) {
      UserError error = assertThrows(UserError.class, () -> SigningKey.parse("ci.pem", text));

      assertTrue(String.valueOf(error.getMessage()).startsWith("ci.pem holds"), error::toString);
    }
  }

  @Test
  void aPrivateKeyInThePlaceOfAPublicOneIsRefusedWithTheWayToThat() {
    String secret = SigningKey.generate().text();

    UserError error = assertThrows(UserError.class, () -> VerificationKey.parse("a.pem", secret));

    assertTrue(String.valueOf(error.getMessage()).contains("-pubout"), error::toString);
  }
}
