package dev.serin.delivery.evidence.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {
  private static final byte[] PAYLOAD = "hello world".getBytes(StandardCharsets.UTF_8);

  static List<SigningKey> keys() {
    return List.of(SigningKey.generate(), TestKeys.ecdsa());
  }

  /** The example of the specification's protocol document. */
  @Test
  void whatIsSignedIsTheEncodingThatTheSpecificationShows() {
    byte[] encoded = Envelope.preAuthenticated("http://example.com/HelloWorld", PAYLOAD);

    assertArrayEquals(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world".getBytes(StandardCharsets.UTF_8),
        encoded);
  }

  @Test
  void lengthsAreCountedInBytes() {
    byte[] encoded = Envelope.preAuthenticated("é", "ü€".getBytes(StandardCharsets.UTF_8));

    assertEquals("DSSEv1 2 é 5 ü€", new String(encoded, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aBundleIsReadBackAndItsSignerFoundAmongOthers(SigningKey key) {
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, PAYLOAD, key);

    Envelope read = Bundle.read(Bundle.write(envelope, key.verification())).orElseThrow();

    VerificationKey other = SigningKey.generate().verification();
    assertArrayEquals(PAYLOAD, read.payload());
    assertEquals(Optional.of(key.verification()), read.signer(List.of(other, key.verification())));
    assertEquals(Optional.empty(), read.signer(List.of(other)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anotherPayloadOrTypeOrSignatureIsNobodys(SigningKey key) {
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, PAYLOAD, key);
    List<VerificationKey> keys = List.of(key.verification());
    byte[] otherPayload = "hello worlD".getBytes(StandardCharsets.UTF_8);
    byte[] cut = List.copyOf(envelope.signatures()).get(0);
    cut[cut.length - 1] ^= 1;

    assertFalse(
        new Envelope(Envelope.IN_TOTO, otherPayload, envelope.signatures())
            .signer(keys)
            .isPresent());
    assertFalse(
        new Envelope("text/plain", PAYLOAD, envelope.signatures()).signer(keys).isPresent());
    assertFalse(new Envelope(Envelope.IN_TOTO, PAYLOAD, List.of(cut)).signer(keys).isPresent());
    assertFalse(
        new Envelope(Envelope.IN_TOTO, PAYLOAD, List.of(new byte[0])).signer(keys).isPresent());
    assertFalse(new Envelope(Envelope.IN_TOTO, PAYLOAD, List.of()).signer(keys).isPresent());
  }

  @Test
  void aBundleHasTheFormOfSigstores() throws Exception {
    SigningKey key = SigningKey.generate();
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, PAYLOAD, key);

    JsonNode bundle = new ObjectMapper().readTree(Bundle.write(envelope, key.verification()));

    assertEquals(
        "application/vnd.dev.sigstore.bundle.v0.3+json", bundle.path("mediaType").asText());
    assertEquals(
        key.verification().id(), bundle.at("/verificationMaterial/publicKey/hint").asText());
    assertEquals("aGVsbG8gd29ybGQ=", bundle.at("/dsseEnvelope/payload").asText());
    assertTrue(bundle.at("/dsseEnvelope/signatures/0/sig").isTextual());
  }

  @Test
  void whatIsNoBundleIsNone() {
    for (String text :
        List.of(
            "",
            "[]",
            "{\"dsseEnvelope\":{}}",
            "{",
            "{\"messageSignature\":{}}",
            "{\"dsseEnvelope\":{\"payloadType\":\"a\",\"payload\":\"%%\"}}")) {
      assertEquals(Optional.empty(), Bundle.read(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }
}
