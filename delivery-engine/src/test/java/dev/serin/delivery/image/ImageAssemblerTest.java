package dev.serin.delivery.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageAssemblerTest {
  private static final ImageName NAME =
      new ImageName("shop/cart", "0a1b2c", "c0ffee", "https://git.example/shop");

  @TempDir Path folder;

  @Test
  void theSameInputsGiveTheSameDigestInAnotherFolderAtAnotherTime() throws Exception {
    Path here = application("here", Instant.parse("2026-01-01T00:00:00Z"), "rw-r--r--");
    Path there = application("a/longer/path", Instant.parse("2020-02-02T02:02:02Z"), "rw-rw-rw-");
    OciLayout layout = OciLayout.create(folder.resolve("layout"));

    Digest first = assemble(layout, content(here), NAME);
    Digest second =
        assemble(
            OciLayout.create(folder.resolve("other")),
            content(there),
            new ImageName("shop/cart", "0a1b2c", "another commit", ""));

    assertEquals(first, second);
  }

  @Test
  void oneChangedByteChangesTheDigestAndOnlyItsOwnLayer() throws Exception {
    OciLayout layout = OciLayout.create(folder.resolve("layout"));
    Path application = application("here", Instant.EPOCH, "rw-r--r--");
    Digest before = assemble(layout, content(application), NAME);

    Files.writeString(application.resolve("src/main.js"), "other");
    Digest after = assemble(layout, content(application), NAME);

    assertNotEquals(before, after);
    List<OciDescriptor> oldLayers = layout.readManifest(before).layers();
    List<OciDescriptor> newLayers = layout.readManifest(after).layers();
    assertEquals(oldLayers.get(0), newLayers.get(0));
    assertNotEquals(oldLayers.get(1), newLayers.get(1));
  }

  @Test
  void theImageSaysHowItIsRun() throws Exception {
    OciLayout layout = OciLayout.create(folder.resolve("layout"));
    Digest digest =
        assemble(layout, content(application("here", Instant.EPOCH, "rw-r--r--")), NAME);

    OciManifest manifest = layout.readManifest(digest);
    assertEquals(
        Map.of("dev.serin.runtime", "node20", "org.opencontainers.image.title", "cart"),
        manifest.annotations());
    JsonNode config =
        new ObjectMapper().readTree(layout.readBlob(manifest.config().checkedDigest()));
    assertEquals("/app", config.at("/config/WorkingDir").asText());
    assertEquals("[\"node\",\"src/main.js\"]", config.at("/config/Entrypoint").toString());
    assertEquals("{\"8080/tcp\":{}}", config.at("/config/ExposedPorts").toString());
    assertEquals("65532:65532", config.at("/config/User").asText());
    assertEquals("1970-01-01T00:00:00Z", config.at("/created").asText());
    assertEquals(
        List.of("app/package.json", "app/src/main.js"),
        fileNames(layout, manifest.layers().get(1)));
  }

  @Test
  void theIndexKnowsCommitAndSource() throws Exception {
    OciLayout layout = OciLayout.create(folder.resolve("layout"));
    Digest digest =
        assemble(layout, content(application("here", Instant.EPOCH, "rw-r--r--")), NAME);

    OciDescriptor listed =
        OciLayout.open(folder.resolve("layout")).find("shop/cart:0a1b2c").orElseThrow();
    assertEquals(digest, listed.checkedDigest());
    assertEquals("c0ffee", listed.annotations().get("org.opencontainers.image.revision"));
    assertEquals(
        "https://git.example/shop", listed.annotations().get("org.opencontainers.image.source"));
  }

  @Test
  void imagesThatFinishAtOnceAreAllListed() throws Exception {
    Path layoutFolder = folder.resolve("layout");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> results = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      String reference = "shop/service-" + number + ":tag";
      results.add(
          threads.submit(
              () -> {
                OciLayout layout = OciLayout.create(layoutFolder);
                byte[] content = reference.getBytes(StandardCharsets.UTF_8);
                Digest digest = layout.addBlob(content);
                layout.publish(
                    new OciDescriptor(
                        OciLayout.MANIFEST_TYPE,
                        digest.value(),
                        content.length,
                        Map.of(OciDescriptor.REFERENCE_NAME, reference)));
                return digest;
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    threads.shutdown();

    assertEquals(40, OciLayout.open(layoutFolder).images().size());
  }

  @Test
  void aBlobThatWasChangedOnDiskIsNotRead() throws Exception {
    OciLayout layout = OciLayout.create(folder.resolve("layout"));
    Digest digest = layout.addBlob("content".getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("layout/blobs/sha256").resolve(digest.hex()), "other");

    assertThrows(IOException.class, () -> layout.readBlob(digest));
    assertThrows(IOException.class, () -> layout.verifiedBlob(digest));
  }

  @Test
  void aBlobWithAnotherDigestIsRefusedAndLeavesNothing() throws Exception {
    OciLayout layout = OciLayout.create(folder.resolve("layout"));
    Digest expected = Digest.ofText("expected");

    IOException problem =
        assertThrows(
            IOException.class,
            () -> layout.addBlob(new java.io.ByteArrayInputStream(new byte[] {1}), expected));

    assertTrue(problem.toString().contains(expected.value()));
    try (var files = Files.list(folder.resolve("layout/blobs/sha256"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aPathOutOfTheImageIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new ImageFile(folder, "../etc/passwd", false));
  }

  private Digest assemble(OciLayout layout, ImageContent content, ImageName name)
      throws IOException, InterruptedException {
    return new ImageAssembler(layout)
        .assemble(content, Optional.empty(), name, Files.createTempDirectory(folder, "scratch"));
  }

  private static ImageContent content(Path application) throws IOException {
    return new ImageContent(
        "cart",
        "node20",
        List.of(
            ImageLayer.ofFolder("libraries", application.resolve("node_modules"), "node_modules"),
            new ImageLayer(
                "application",
                List.of(
                    new ImageFile(application.resolve("src/main.js"), "src/main.js", false),
                    new ImageFile(application.resolve("package.json"), "package.json", false)))),
        List.of("node", "src/main.js"),
        Map.of(),
        8080);
  }

  private Path application(String name, Instant modified, String mode) throws IOException {
    Path application = folder.resolve(name);
    write(application.resolve("src/main.js"), "main", modified, mode);
    write(application.resolve("package.json"), "{}", modified, mode);
    write(application.resolve("node_modules/a/index.js"), "a", modified, mode);
    return application;
  }

  private static void write(Path file, String content, Instant modified, String mode)
      throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private static List<String> fileNames(OciLayout layout, OciDescriptor layer) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(
                Files.newInputStream(layout.verifiedBlob(layer.checkedDigest()))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          names.add(entry.getName());
        }
      }
    }
    return names;
  }
}
