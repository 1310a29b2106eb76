package dev.serin.delivery.evidence.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
  private final SigningKey key = SigningKey.generate();

  @TempDir Path folder;

  @BeforeEach
  void writeKey() throws IOException {
    Files.writeString(folder.resolve("main.pub"), key.verification().text());
  }

  private TrustPolicy read(String text) throws IOException {
    return TrustFile.read(Files.writeString(folder.resolve("policy.yaml"), text));
  }

  @Test
  void aKeyIsTrustedWithAnything() throws Exception {
    TrustedKey trusted = TrustFile.read(folder.resolve("main.pub")).keys().get(0);

    assertEquals("main.pub", trusted.name());
    assertEquals(key.verification().text(), trusted.key().text());
    assertEquals(Set.of(), trusted.scopes());
  }

  @Test
  void aPolicyLimitsItsKeys() throws Exception {
    TrustPolicy policy =
        read(
            """
            apiVersion: serin.dev/v1
            kind: TrustPolicy
            keys:
              - file: main.pub
                name: the main line
                builders: ["https://ci.example/serin"]
                scopes: [main]
                sources: ["https://git.example/shop"]
            """);

    TrustedKey trusted = policy.keys().get(0);
    assertEquals("the main line", trusted.name());
    assertEquals(Set.of("https://ci.example/serin"), trusted.builders());
    assertEquals(Set.of("main"), trusted.scopes());
    assertEquals(Set.of("https://git.example/shop"), trusted.sources());
  }

  @Test
  void allProblemsAreSaidAtOnceWithTheirPlaces() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () ->
                read(
                    """
                    apiVersion: serin.dev/v2
                    keys:
                      - file: missing.pub
                      - {file: policy.yaml}
                      - {file: main.pub, scopes: [], scope: main}
                      - {name: nothing}
                    """));

    String message = String.valueOf(error.getMessage());
    List<String> lines = message.lines().toList();
    assertEquals(8, lines.size(), message);
    assertTrue(lines.get(1).contains("policy.yaml:1:"), message);
    assertTrue(message.contains("did you mean"), message);
  }

  @Test
  void aFileThatIsNotThereIsSaidSo() {
    assertThrows(UserError.class, () -> TrustFile.read(folder.resolve("gone.yaml")));
  }
}
