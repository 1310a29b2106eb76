package dev.serin.delivery.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The tar form of an OCI image layout, as Jib writes it. */
final class OciTar {
  private static final String BLOBS = "blobs/sha256/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OciTar() {}

  /** Copies the blobs of a tar file with one image into a layout, and returns its manifest. */
  static OciManifest copyInto(OciLayout layout, Path tarFile) throws IOException {
    JsonNode index = JSON.missingNode();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tarFile)))) {
      @Nullable TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        if (entry.getName().startsWith(BLOBS)) {
          layout.addBlob(tar, new Digest("sha256:" + entry.getName().substring(BLOBS.length())));
        } else if (entry.getName().equals("index.json")) {
          index = JSON.readTree(tar.readAllBytes());
        }
        entry = tar.getNextEntry();
      }
    }
    String digest = index.path("manifests").path(0).path("digest").asText();
    if (!Digest.isDigest(digest)) {
      throw new IOException(tarFile + " lists no image");
    }
    return layout.readManifest(new Digest(digest));
  }
}
