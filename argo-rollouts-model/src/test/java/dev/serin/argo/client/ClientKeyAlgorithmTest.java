package dev.serin.argo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as kubeconfigs of real clusters have them. */
final class ClientKeyAlgorithmTest {

  @Test
  void anEllipticCurveKeyInPkcs8IsRecognised() throws Exception {
    Config config = config();
    config.setClientKeyData(base64(pkcs8("EC", 256)));

    ClientKeyAlgorithm.detect(config);

    assertEquals("EC", config.getClientKeyAlgo());
  }

  @Test
  void soIsOneInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("client.key"), pkcs8("EC", 384));
    Config config = config();
    config.setClientKeyFile(file.toString());

    ClientKeyAlgorithm.detect(config);

    assertEquals("EC", config.getClientKeyAlgo());
  }

  @Test
  void anRsaKeyStaysOne() throws Exception {
    Config config = config();
    config.setClientKeyData(base64(pkcs8("RSA", 2048)));
    String before = config.getClientKeyAlgo();

    ClientKeyAlgorithm.detect(config);

    assertEquals(before, config.getClientKeyAlgo());
  }

  @Test
  void noKeyAndAnUnreadableKeyAreLeftToTheClient(@TempDir Path folder) {
    Config config = config();
    String before = config.getClientKeyAlgo();
    ClientKeyAlgorithm.detect(config);
    config.setClientKeyFile(folder.resolve("absent").toString());
    ClientKeyAlgorithm.detect(config);
    config.setClientKeyData(base64("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
    ClientKeyAlgorithm.detect(config);

    assertEquals(before, config.getClientKeyAlgo());
  }

  private static Config config() {
    return Config.empty();
  }

  private static String pkcs8(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    String key =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
