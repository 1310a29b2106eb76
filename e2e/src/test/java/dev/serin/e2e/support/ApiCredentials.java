package dev.serin.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Who may come in to an {@link ApiCluster}, and how: the keys of service accounts, two users with
 * random tokens ({@code admin}, who may do everything, and {@code plain}, who has only the rights
 * that a test gives him), and kubeconfigs for them.
 */
public final class ApiCredentials {

  private final Path folder;
  private final String server;
  private final String admin = randomToken();
  private final String plain = randomToken();

  /**
   * Makes keys and tokens.
   *
   * @param folder where they are written, and kubeconfigs with them
   * @param server the API server's address
   */
  ApiCredentials(Path folder, String server) {
    this.folder = folder;
    this.server = server;
    try {
      KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      writePem("service-accounts.key", "PRIVATE KEY", keys.getPrivate());
      writePem("service-accounts.pub", "PUBLIC KEY", keys.getPublic());
      Files.writeString(
          folder.resolve("tokens.csv"),
          admin + ",admin,admin,system:masters\n" + plain + ",plain,plain\n");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private void writePem(String file, String kind, Key key) throws IOException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, lines.encodeToString(key.getEncoded()), kind));
  }

  private static String randomToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The API server's flags for all that. */
  List<String> apiServerFlags() {
    return List.of(
        "--cert-dir=" + folder.resolve("certificates"),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + folder.resolve("service-accounts.pub"),
        "--service-account-signing-key-file=" + folder.resolve("service-accounts.key"));
  }

  /** The API server's certificate, in a PEM file that the API server writes at its first start. */
  Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  /** The administrator's kubeconfig; there once {@link #writeAdministrator} was called. */
  public Path administrator() {
    return folder.resolve("kubeconfig");
  }

  /** Writes the administrator's kubeconfig; the certificate must be there. */
  void writeAdministrator() {
    write(administrator(), kubeconfig(server, trust(), admin));
  }

  /** Writes a kubeconfig of the user {@code plain}. */
  public Path plain() {
    return withToken(plain);
  }

  /** Writes a kubeconfig of whoever has a token. */
  public Path withToken(String token) {
    return write(fresh(), kubeconfig(server, trust(), token));
  }

  /**
   * Writes a kubeconfig of the administrator for another way to the API server, without TLS.
   *
   * @param way such as {@code http://127.0.0.1:1234}
   */
  public Path administratorBy(String way) {
    return write(fresh(), kubeconfig(way, "insecure-skip-tls-verify: true", admin));
  }

  private String trust() {
    try {
      return "certificate-authority-data: "
          + Base64.getEncoder().encodeToString(Files.readAllBytes(certificate()));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String kubeconfig(String server, String trust, String token) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: test, cluster: {server: "%s", %s}}]
        users: [{name: user, user: {token: "%s"}}]
        contexts: [{name: test, context: {cluster: test, user: user}}]
        current-context: test
        """
        .formatted(server, trust, token);
  }

  private Path fresh() {
    try {
      return Files.createTempFile(folder, "kubeconfig", ".yaml");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
