package dev.serin.argo.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The CRDs that are committed are those that {@code src/crds} gives. With the system property
 * {@code serin.crds.openapi}, the path of an API server's OpenAPI document, both are made anew
 * first.
 */
class CrdFilesTest {

  /**
   * {@code kubectl apply} keeps the whole object in an annotation, which may have this many bytes.
   */
  private static final int ANNOTATION_LIMIT = 262_144;

  private static final Path VERSIONS = Path.of("src/crds/versions.txt");

  @BeforeAll
  static void makesThemAnewWhenAsked() throws IOException {
    String openApi = System.getProperty("serin.crds.openapi", "");
    if (!openApi.isEmpty()) {
      CrdSources.writeKubernetesTypes(new ObjectMapper().readTree(Path.of(openApi).toFile()));
      for (Map.Entry<Path, String> file : CrdSources.crds().entrySet()) {
        Files.writeString(file.getKey(), file.getValue());
      }
    }
  }

  @Test
  void areMadeOfTheirSources() throws IOException {
    for (Map.Entry<Path, String> file : CrdSources.crds().entrySet()) {
      assertEquals(
          file.getValue(),
          Files.readString(file.getKey()),
          file.getKey() + " is stale: run argo-rollouts-model/generate-crds");
    }
  }

  @Test
  void areSmallEnoughForKubectlApply() throws IOException {
    for (Map.Entry<Path, String> file : CrdSources.crds().entrySet()) {
      int bytes = CrdSources.YAML.readTree(file.getValue()).toString().length();
      assertTrue(bytes < ANNOTATION_LIMIT * 3 / 4, file.getKey() + " has " + bytes + " bytes");
    }
  }

  @Test
  void haveANewVersionWhenTheyChange() throws Exception {
    String version =
        CrdSources.YAML
            .readTree(Path.of("src/crds/argoproj.yaml").toFile())
            .get("version")
            .asText();
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (String text : CrdSources.crds().values()) {
      hash.update(text.getBytes(StandardCharsets.UTF_8));
    }
    String expected = version + " " + HexFormat.of().formatHex(hash.digest());
    List<String> lines = Files.readAllLines(VERSIONS);
    assertEquals(
        expected,
        lines.get(lines.size() - 1),
        "the CRDs have changed: raise version in src/crds/argoproj.yaml by one, run"
            + " generate-crds, and add this line to "
            + VERSIONS);
  }
}
