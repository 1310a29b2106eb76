package dev.serin.delivery.evidence.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A Sigstore bundle, version 0.3, around an envelope: the form in which cosign and others store and
 * look for attestations. The key is not in it, only a hint which one it is; proofs of transparency
 * logs, which others may have put in, are neither made nor looked at.
 */
public final class Bundle {
  /** The media type, of the content and of the artifact that holds it. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private static final String FAMILY = "application/vnd.dev.sigstore.bundle";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Bundle() {}

  /** Whether a media type is that of a bundle, of whichever version. */
  public static boolean isBundle(String mediaType) {
    return mediaType.startsWith(FAMILY);
  }

  /** The bytes of a bundle. */
  public static byte[] write(Envelope envelope, VerificationKey key) {
    ObjectNode bundle = JSON.createObjectNode();
    bundle.put("mediaType", MEDIA_TYPE);
    ObjectNode material = bundle.putObject("verificationMaterial");
    material.putObject("publicKey").put("hint", key.id());
    ObjectNode dsse = bundle.putObject("dsseEnvelope");
    dsse.put("payload", base64(envelope.payload()));
    dsse.put("payloadType", envelope.payloadType());
    for (byte[] signature : envelope.signatures()) {
      dsse.withArray("signatures").addObject().put("sig", base64(signature));
    }
    try {
      return JSON.writeValueAsBytes(bundle);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts is always JSON", impossible);
    }
  }

  /**
   * The envelope of a bundle that anybody may have written.
   *
   * @return nothing if it holds something else, such as a bare signature
   */
  public static Optional<Envelope> read(byte[] content) {
    try {
      JsonNode dsse = JSON.readTree(content).path("dsseEnvelope");
      List<byte[]> signatures = new ArrayList<>();
      for (JsonNode signature : dsse.path("signatures")) {
        signatures.add(bytes(signature.path("sig")));
      }
      return dsse.path("payloadType").isTextual()
          ? Optional.of(
              new Envelope(
                  dsse.path("payloadType").asText(), bytes(dsse.path("payload")), signatures))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException notABundle) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(JsonNode text) {
    return Base64.getDecoder().decode(text.asText());
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
