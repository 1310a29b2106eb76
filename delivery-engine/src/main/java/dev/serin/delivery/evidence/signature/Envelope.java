package dev.serin.delivery.evidence.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A payload with signatures, as DSSE 1.0 (Dead Simple Signing Envelope) has it: what is signed is
 * not the payload alone but its {@linkplain #preAuthenticated encoding} with its type, so that no
 * payload can be passed off as one of another type.
 */
public final class Envelope {
  /** The payload type of in-toto statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private final String payloadType;
  private final byte[] payload;
  private final List<byte[]> signatures;

  Envelope(String payloadType, byte[] payload, List<byte[]> signatures) {
    this.payloadType = payloadType;
    this.payload = payload.clone();
    this.signatures = signatures.stream().map(byte[]::clone).toList();
  }

  /** Signs a payload. */
  public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticated(payloadType, payload));
    return new Envelope(payloadType, payload, List.of(signature));
  }

  /** What the payload is. */
  public String payloadType() {
    return payloadType;
  }

  /** A copy of the payload, which nobody vouches for until a key {@linkplain #signer signed} it. */
  public byte[] payload() {
    return payload.clone();
  }

  List<byte[]> signatures() {
    return signatures.stream().map(byte[]::clone).toList();
  }

  /** The first of these keys that one of the signatures is by. */
  public Optional<VerificationKey> signer(Collection<VerificationKey> keys) {
    byte[] signed = preAuthenticated(payloadType, payload);
    return keys.stream()
        .filter(key -> signatures.stream().anyMatch(bytes -> key.verifies(signed, bytes)))
        .findFirst();
  }

  /** The specification's PAE: {@code DSSEv1 LENGTH TYPE LENGTH PAYLOAD}, lengths in bytes. */
  static byte[] preAuthenticated(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ascii("DSSEv1 " + type.length + " "));
    encoded.writeBytes(type);
    encoded.writeBytes(ascii(" " + payload.length + " "));
    encoded.writeBytes(payload);
    return encoded.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
