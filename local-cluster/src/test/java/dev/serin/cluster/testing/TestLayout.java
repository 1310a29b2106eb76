package dev.serin.cluster.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An OCI layout that tests put images in. */
public final class TestLayout {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  /** A layout in this folder. */
  public TestLayout(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  /** The layout's folder. */
  public Path folder() {
    return folder;
  }

  /** An image with these files under /app and this entrypoint; its reference. */
  public String image(String runtime, List<String> entrypoint, Map<String, String> files)
      throws IOException {
    Tar tar = new Tar();
    for (Map.Entry<String, String> file : files.entrySet()) {
      tar.file("app/" + file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    return image(runtime, entrypoint, tar);
  }

  /** An image with these layers; its reference. */
  public String image(String runtime, List<String> entrypoint, Tar... layers) throws IOException {
    ObjectNode config = JSON.createObjectNode();
    ObjectNode container = config.putObject("config");
    container.put("WorkingDir", "/app");
    container.putArray("Env").add("FROM_IMAGE=yes");
    entrypoint.forEach(container.putArray("Entrypoint")::add);
    ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
    manifest.putObject("config").put("digest", blob(JSON.writeValueAsBytes(config)));
    var list = manifest.putArray("layers");
    for (Tar layer : layers) {
      list.addObject()
          .put("mediaType", "application/vnd.oci.image.layer.v1.tar+gzip")
          .put("digest", blob(layer.gzipped()));
    }
    if (!runtime.isEmpty()) {
      manifest.putObject("annotations").put("dev.serin.runtime", runtime);
    }
    return "shop/test@" + blob(JSON.writeValueAsBytes(manifest));
  }

  /** Adds a blob; its digest. */
  public String blob(byte[] content) throws IOException {
    String hex = HexFormat.of().formatHex(sha256(content));
    Files.write(folder.resolve("blobs/sha256").resolve(hex), content);
    return "sha256:" + hex;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A layer. */
  public static final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    /** Adds a file. */
    public Tar file(String name, byte[] content) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      entry.setMode(0100755);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    }

    /** Adds an entry of another kind, with a target if it is a link. */
    public Tar entry(String name, byte kind, String target) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      return this;
    }

    private byte[] gzipped() throws IOException {
      tar.close();
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(bytes.toByteArray());
      }
      return zipped.toByteArray();
    }
  }
}
