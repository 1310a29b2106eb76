package dev.serin.cluster.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.cluster.testing.TestLayout;
import dev.serin.cluster.testing.TestLayout.Tar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ImageStoreTest {
  @TempDir private Path folder;
  private TestLayout layout;
  private ImageStore store;

  @BeforeEach
  void makeLayout() throws IOException {
    layout = new TestLayout(folder.resolve("layout"));
    store = new ImageStore(layout.folder(), folder.resolve("cache"));
  }

  @Test
  void unpacksLayersInOrderAndObeysWhiteouts() throws Exception {
    Tar first =
        new Tar()
            .file("app/kept", "one".getBytes(UTF_8))
            .file("app/replaced", "one".getBytes(UTF_8))
            .file("app/hidden", "one".getBytes(UTF_8))
            .file("app/emptied/old", "one".getBytes(UTF_8))
            .entry("app/link", TarConstants.LF_SYMLINK, "kept")
            .entry("app/hard", TarConstants.LF_LINK, "app/kept");
    Tar second =
        new Tar()
            .file("app/replaced", "two".getBytes(UTF_8))
            .file("app/.wh.hidden", new byte[0])
            .file("app/emptied/.wh..wh..opq", new byte[0]);
    Image image =
        store.image(layout.image("java17", List.of("java", "-jar", "a.jar"), first, second));
    Path app = image.rootfs().resolve("app");
    assertEquals("one", Files.readString(app.resolve("link")));
    assertEquals("one", Files.readString(app.resolve("hard")));
    assertEquals("two", Files.readString(app.resolve("replaced")));
    assertFalse(Files.exists(app.resolve("hidden")));
    assertFalse(Files.exists(app.resolve("emptied/old")));
    assertEquals("java17", image.runtime());
    assertEquals(List.of("java", "-jar", "a.jar"), image.entrypoint());
    assertEquals(Map.of("FROM_IMAGE", "yes"), image.environment());
    assertEquals("/app", image.workingFolder());
  }

  @Test
  void unpacksADigestOnce() throws Exception {
    String reference = layout.image("", List.of("./x"), new Tar().file("app/x", new byte[1]));
    Path file = store.image(reference).rootfs().resolve("app/x");
    Files.writeString(file, "touched");
    assertEquals("touched", Files.readString(store.image(reference).rootfs().resolve("app/x")));
  }

  @Test
  void refusesEntriesThatLeadOutOfTheImage() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "safe");
    byte[] bad = "bad".getBytes(UTF_8);
    refused("leads out", new Tar().file("../victim", bad));
    refused("leads out", new Tar().file("app/../../victim", bad));
    refused("absolute", new Tar().file("/etc/victim", bad));
    refused("absolute", new Tar().entry("a", TarConstants.LF_SYMLINK, "/etc/passwd"));
    refused("outside", new Tar().entry("a", TarConstants.LF_SYMLINK, "../../.."));
    refused("outside", new Tar().entry("app/b/a", TarConstants.LF_SYMLINK, "../../../../x"));
    refused(
        "outside",
        new Tar()
            .entry("s", TarConstants.LF_SYMLINK, ".")
            .entry("t", TarConstants.LF_SYMLINK, "s/s/../.."));
    refused("no file", new Tar().entry("a", TarConstants.LF_LINK, "b"));
    refused("leads out", new Tar().entry("a", TarConstants.LF_LINK, "../../victim"));
    refused("special", new Tar().entry("dev/null", TarConstants.LF_CHR, ""));
    refused("special", new Tar().entry("pipe", TarConstants.LF_FIFO, ""));
    refused("no folder", new Tar().file("f", bad).file("f/g", bad));
    assertEquals("safe", Files.readString(victim));
    try (var left = Files.list(folder.resolve("cache"))) {
      assertEquals(List.of(), left.toList(), "nothing half-done is left");
    }
  }

  @Test
  void followsLinksOfEarlierLayersInsideTheImage() throws Exception {
    Tar first =
        new Tar().file("usr/bin/a", new byte[1]).entry("bin", TarConstants.LF_SYMLINK, "usr/bin");
    Tar second = new Tar().file("bin/b", "b".getBytes(UTF_8));
    Image image = store.image(layout.image("", List.of("b"), first, second));
    assertEquals("b", Files.readString(image.rootfs().resolve("usr/bin/b")));
    assertTrue(Files.isSymbolicLink(image.rootfs().resolve("bin")));
  }

  @Test
  void refusesDamagedAndMissingBlobsAndNamesWithoutDigest() throws Exception {
    String reference = layout.image("", List.of("x"), new Tar().file("x", new byte[1]));
    Path blob = layout.folder().resolve("blobs/sha256").resolve(reference.replaceFirst(".*:", ""));
    Files.writeString(blob, Files.readString(blob) + " ");
    assertTrue(message(reference).contains("is damaged"));
    Files.delete(blob);
    assertTrue(message(reference).contains("is not in the image layout"));
    assertTrue(message("shop/cart:latest").contains("has no digest"));
    assertTrue(message("shop/cart@sha256:../../../etc/passwd").contains("is no digest"));
  }

  @Test
  void refusesImagesThatAreTooLarge() throws Exception {
    assertEquals("larger", tooLarge("larger", new Tar().file("x", new byte[1000])));
    assertEquals("hold far more", tooLarge("hold", new Tar().file(".wh.x", new byte[1_000_000])));
  }

  private String tooLarge(String name, Tar content) throws Exception {
    LayerUnpacker unpacker =
        new LayerUnpacker(Files.createDirectory(folder.resolve(name)).toRealPath(), 10, 100);
    String reference = layout.image("", List.of("x"), content);
    String manifest =
        Files.readString(
            layout.folder().resolve("blobs/sha256").resolve(reference.replaceFirst(".*:", "")));
    String layer =
        manifest.replaceFirst(".*tar\\+gzip\",\"digest\":\"sha256:([0-9a-f]+)\".*", "$1");
    try (var in = Files.newInputStream(layout.folder().resolve("blobs/sha256").resolve(layer))) {
      Exception refused = assertThrows(Exception.class, () -> unpacker.unpack(in, "x.tar+gzip"));
      String message = String.valueOf(refused.getMessage());
      return message.contains("larger than 10 bytes")
          ? "larger"
          : message.contains("hold far more") ? "hold far more" : message;
    }
  }

  private void refused(String why, Tar layer) throws IOException {
    String message = message(layout.image("", List.of("x"), layer));
    assertTrue(message.contains(why), message);
  }

  private String message(String reference) {
    return String.valueOf(
        assertThrows(ImageException.class, () -> store.image(reference)).getMessage());
  }
}
