package dev.serin.delivery.evidence.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageContent;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {
  private static final Digest IMAGE = Digest.ofText("image");

  @TempDir Path folder;

  private final Map<String, byte[]> files = new TreeMap<>();

  private JsonNode bill(Optional<BaseImage> base, String goMod) throws IOException {
    List<ImageFile> listed = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, each.getValue());
      listed.add(new ImageFile(file, each.getKey(), false));
    }
    ImageContent content =
        new ImageContent(
            "cart", "java17", List.of(new ImageLayer("all", listed)), List.of(), Map.of(), 8080);
    return BillOfMaterials.of(IMAGE, content, base, goMod);
  }

  private static List<String> urls(JsonNode bill) {
    List<String> urls = new ArrayList<>();
    bill.path("components").forEach(each -> urls.add(each.path("purl").asText()));
    return urls;
  }

  private static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> coordinates(String group, String name, String version) {
    return Map.of(
        "META-INF/maven/%s/%s/pom.properties".formatted(group, name),
        text("groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, name, version)));
  }

  @Test
  void jarsSayWhatTheyWereMadeOfAlsoInsideOfEachOther() throws Exception {
    Map<String, byte[]> shaded = new TreeMap<>(coordinates("org.a", "one", "1.0"));
    shaded.putAll(coordinates("org.b", "merged", "2.0"));
    shaded.put("BOOT-INF/lib/inner-3.jar", jar(coordinates("org.c", "inner", "3.0")));
    shaded.put("BOOT-INF/lib/silent-4.1.jar", jar(Map.of("a", text("b"))));
    files.put("app.jar", jar(shaded));
    files.put("lib/nothing-said-5.2.1.jar", jar(Map.of("a", text("b"))));
    files.put("lib/broken-6.0.jar", text("not a jar"));

    assertEquals(
        List.of(
            "pkg:generic/broken@6.0",
            "pkg:generic/nothing-said@5.2.1",
            "pkg:generic/silent@4.1",
            "pkg:maven/org.a/one@1.0",
            "pkg:maven/org.b/merged@2.0",
            "pkg:maven/org.c/inner@3.0"),
        urls(bill(Optional.empty(), "")));
  }

  @Test
  void packagesOfNodeAndPythonAreThoseThatWereInstalled() throws Exception {
    files.put(
        "node_modules/@scope/a/package.json",
        text("{\"name\":\"@scope/a\",\"version\":\"1.2.3\",\"license\":\"MIT\"}"));
    files.put("node_modules/b/package.json", text("{\"name\":\"b\",\"version\":\"0.1.0\"}"));
    files.put("node_modules/b/lib/package.json", text("{\"type\":\"module\"}"));
    files.put("node_modules/c/package.json", text("not JSON"));
    files.put("package.json", text("{\"name\":\"cart\",\"version\":\"1\"}"));
    files.put(
        "site-packages/My_Flask-3.0.dist-info/METADATA",
        text(
            "Metadata-Version: 2.1\nName: My_Flask\nVersion: 3.0\nLicense: BSD-3-Clause\n\nName: not this\n"));

    JsonNode bill = bill(Optional.empty(), "");

    assertEquals(
        List.of("pkg:npm/%40scope/a@1.2.3", "pkg:npm/b@0.1.0", "pkg:pypi/my-flask@3.0"),
        urls(bill));
    assertEquals("MIT", bill.at("/components/0/licenses/0/license/name").asText());
  }

  @Test
  void modulesOfGoAreThoseThatGoModRequires() throws Exception {
    String goMod =
        """
        module example.org/shop/cart

        go 1.22
        require github.com/a/b v1.2.3
        require (
        \tgolang.org/x/text v0.14.0 // indirect
        \tgithub.com/gone/away v1.0.0
        )
        replace github.com/gone/away => ../away
        """;

    assertEquals(
        List.of("pkg:golang/github.com/a/b@v1.2.3", "pkg:golang/golang.org/x/text@v0.14.0"),
        urls(bill(Optional.empty(), goMod)));
  }

  @Test
  void theBillIsTheSameForTheSameImageAndNamesItAndItsBase() throws Exception {
    files.put("app.jar", jar(coordinates("org.a", "one", "1.0")));
    BaseImage base =
        new BaseImage(
            "docker.io/library/eclipse-temurin:17-jre",
            Digest.ofText("base"),
            List.of(),
            NullNode.instance);

    JsonNode bill = bill(Optional.of(base), "");

    assertEquals(bill.toString(), bill(Optional.of(base), "").toString());
    assertEquals("CycloneDX", bill.path("bomFormat").asText());
    assertEquals("1.6", bill.path("specVersion").asText());
    assertFalse(bill.at("/metadata").has("timestamp"), bill::toString);
    assertEquals("cart", bill.at("/metadata/component/name").asText());
    assertEquals(IMAGE.hex(), bill.at("/metadata/component/hashes/0/content").asText());
    assertEquals(base.name(), bill.at("/components/0/name").asText());
    assertTrue(bill.path("serialNumber").asText().matches("urn:uuid:[0-9a-f-]{36}"));
  }

  @Test
  void theBillIsOfThePublishedForm() throws Exception {
    files.put("app.jar", jar(coordinates("org.a", "one", "1.0")));
    files.put(
        "node_modules/b/package.json",
        text("{\"name\":\"b\",\"version\":\"0.1.0\",\"license\":\"Very own\"}"));

    assertEquals(Set.of(), CycloneDxSchema.problems(bill(Optional.empty(), "")));
  }
}
