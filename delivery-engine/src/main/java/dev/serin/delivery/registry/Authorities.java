package dev.serin.delivery.registry;

import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Who may vouch for registries: the authorities that Java knows, and those of the file that {@code
 * SSL_CERT_FILE} names, which the tools of builds read as well.
 */
final class Authorities {
  private static final String VARIABLE = "SSL_CERT_FILE";

  private Authorities() {}

  /**
   * The context for connections.
   *
   * @throws UserError if the file cannot be used
   */
  static SSLContext context(Map<String, String> environment) {
    String file = environment.getOrDefault(VARIABLE, "");
    try {
      if (file.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (X509Certificate known : known()) {
        store.setCertificateEntry("java-" + count++, known);
      }
      for (Certificate own : read(Path.of(file))) {
        store.setCertificateEntry("own-" + count++, own);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException unusable) {
      throw new UserError(
          "%s is '%s', which cannot be used as a file of certificates in PEM form: %s"
              .formatted(VARIABLE, file, unusable.getMessage()),
          unusable);
    }
  }

  private static Collection<? extends Certificate> read(Path file)
      throws IOException, CertificateException {
    try (InputStream content = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(content);
      if (found.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return found;
    }
  }

  private static X509Certificate[] known() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
