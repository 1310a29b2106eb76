package dev.serin.argo.client;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which algorithm a kubeconfig's client key is for.
 *
 * <p>fabric8 goes by the PEM header, which for PKCS #8 ({@code BEGIN PRIVATE KEY}) names none, and
 * takes it for RSA; an elliptic-curve key in that form then stops the client at its start. Keys
 * with other headers are left to fabric8.
 */
public final class ClientKeyAlgorithm {

  private static final String ELLIPTIC_CURVE = "EC";
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private ClientKeyAlgorithm() {}

  /** Sets the algorithm of an elliptic-curve key; call it before a client is built. */
  public static void detect(Config config) {
    if (pem(config).filter(ClientKeyAlgorithm::isEllipticCurve).isPresent()) {
      config.setClientKeyAlgo(ELLIPTIC_CURVE);
    }
  }

  /** The client key as text; absent when there is none, or none that can be read. */
  private static Optional<String> pem(Config config) {
    String data = config.getClientKeyData();
    String file = config.getClientKeyFile();
    try {
      if (data != null && !data.isBlank()) {
        return Optional.of(
            new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
      }
      return file == null || file.isBlank()
          ? Optional.empty()
          : Optional.of(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException | IOException unreadable) {
      // fabric8 reads it again and says what is wrong with it.
      return Optional.empty();
    }
  }

  private static boolean isEllipticCurve(String pem) {
    Matcher key = PKCS8.matcher(pem);
    if (!key.find()) {
      return false;
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
      return KeyFactory.getInstance(ELLIPTIC_CURVE)
          .generatePrivate(new PKCS8EncodedKeySpec(encoded))
          .getAlgorithm()
          .equals(ELLIPTIC_CURVE);
    } catch (GeneralSecurityException | IllegalArgumentException other) {
      return false;
    }
  }
}
