package dev.serin.delivery.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.files.AtomicFiles;
import dev.serin.delivery.files.FolderLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder of images in the OCI image layout, safe for several writers at once.
 *
 * <ol>
 *   <li>A blob is written to a temporary file beside its place, its digest is compared with the one
 *       expected, and only then it is moved to {@code blobs/sha256/HEX} in one step. A blob that is
 *       there already is kept: its name says what it holds.
 *   <li>{@code index.json} is read, changed and replaced in one step under the folder's lock, so no
 *       writer undoes another's entry, in this process or in another.
 *   <li>An image is named by the annotation {@code org.opencontainers.image.ref.name}. Naming again
 *       replaces the entry of that name; other entries stay as they are, whoever wrote them.
 *   <li>What is read is checked against its digest; a blob that was changed on disk is an error.
 * </ol>
 */
public final class OciLayout {
  /** The media type of an image's manifest. */
  public static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  public static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final byte[] MARKER =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final Path blobs;

  private OciLayout(Path folder) {
    this.folder = folder;
    this.blobs = folder.resolve("blobs").resolve("sha256");
  }

  /** Opens a layout, or makes an empty one where there is none. */
  public static OciLayout create(Path folder) throws IOException, InterruptedException {
    OciLayout layout = new OciLayout(folder);
    Files.createDirectories(layout.blobs);
    FolderLock.whileHeld(folder, layout::writeWhatIsMissing);
    return layout;
  }

  /**
   * Opens a layout that is there.
   *
   * @throws IOException if the folder holds none
   */
  public static OciLayout open(Path folder) throws IOException {
    OciLayout layout = new OciLayout(folder);
    if (!Files.isRegularFile(layout.markerFile()) || !Files.isRegularFile(layout.indexFile())) {
      throw new IOException(
          folder + " is not an OCI image layout: it lacks the files oci-layout and index.json");
    }
    return layout;
  }

  /** The folder of this layout. */
  public Path folder() {
    return folder;
  }

  /** Adds content that is in memory, and returns its digest. */
  public Digest addBlob(byte[] content) throws IOException {
    Digest digest = Digest.of(content);
    if (!Files.exists(fileOf(digest))) {
      AtomicFiles.write(fileOf(digest), content);
    }
    return digest;
  }

  /**
   * Adds content read from a stream, which is read to its end and not closed.
   *
   * @throws IOException if the content does not have the expected digest; nothing is added then
   */
  public void addBlob(InputStream content, Digest expected) throws IOException {
    Path temporary = Files.createTempFile(blobs, ".blob-", ".tmp");
    try {
      Digest actual = copy(content, temporary);
      if (!actual.equals(expected)) {
        throw new IOException("the content of blob " + expected + " has the digest " + actual);
      }
      AtomicFiles.moveInto(temporary, fileOf(expected));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Adds a blob that another layout holds, without copying it where the file system can.
   *
   * @throws IOException if that one lacks it, or its content does not have that digest
   */
  public void addBlob(OciLayout other, Digest digest) throws IOException {
    if (hasBlob(digest)) {
      return;
    }
    Path content = other.verifiedBlob(digest);
    Path temporary = blobs.resolve(".blob-" + UUID.randomUUID() + ".tmp");
    try {
      try {
        Files.createLink(temporary, content);
      } catch (UnsupportedOperationException | FileSystemException otherFileSystem) {
        Files.copy(content, temporary);
      }
      AtomicFiles.moveInto(temporary, fileOf(digest));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Whether this layout holds a blob. */
  public boolean hasBlob(Digest digest) {
    return Files.isRegularFile(fileOf(digest));
  }

  /**
   * Reads a small blob, such as a manifest, into memory.
   *
   * @throws IOException if it is missing or its content does not have that digest
   */
  public byte[] readBlob(Digest digest) throws IOException {
    byte[] content = Files.readAllBytes(fileOf(digest));
    if (!Digest.of(content).equals(digest)) {
      throw new IOException("blob " + digest + " in " + folder + " was changed: delete it");
    }
    return content;
  }

  /**
   * The file of a blob, its content checked.
   *
   * @throws IOException if it is missing or its content does not have that digest
   */
  public Path verifiedBlob(Digest digest) throws IOException {
    try (InputStream content = Files.newInputStream(fileOf(digest))) {
      if (!copy(content, OutputStream.nullOutputStream()).equals(digest)) {
        throw new IOException("blob " + digest + " in " + folder + " was changed: delete it");
      }
    }
    return fileOf(digest);
  }

  /** Reads an image's manifest. */
  public OciManifest readManifest(Digest digest) throws IOException {
    return OciManifest.parse(readBlob(digest));
  }

  /**
   * Lists a manifest in the index, in place of an entry of the same name.
   *
   * @param manifest with the annotation {@code org.opencontainers.image.ref.name}
   */
  public void publish(OciDescriptor manifest) throws IOException, InterruptedException {
    String name =
        manifest
            .referenceName()
            .orElseThrow(() -> new IllegalArgumentException("a published image has a name"));
    FolderLock.whileHeld(folder, () -> writeIndex(withEntry(readIndex(), manifest, name)));
  }

  /** The images that the index lists. */
  public List<OciDescriptor> images() throws IOException {
    List<OciDescriptor> images = new ArrayList<>();
    for (JsonNode entry : readIndex().path("manifests")) {
      images.add(JSON.treeToValue(entry, OciDescriptor.class));
    }
    return List.copyOf(images);
  }

  /** The image with a name such as {@code shop/cart:1f2e3d}. */
  public Optional<OciDescriptor> find(String referenceName) throws IOException {
    return images().stream()
        .filter(image -> image.referenceName().equals(Optional.of(referenceName)))
        .findFirst();
  }

  private static Digest copy(InputStream content, Path target) throws IOException {
    try (OutputStream file = Files.newOutputStream(target)) {
      return copy(content, file);
    }
  }

  private static Digest copy(InputStream content, OutputStream target) throws IOException {
    DigestOutputStream digesting = new DigestOutputStream(target, Digest.sha256());
    content.transferTo(digesting);
    return Digest.finish(digesting.getMessageDigest());
  }

  private static ObjectNode withEntry(ObjectNode index, OciDescriptor manifest, String name) {
    ArrayNode entries = JSON.createArrayNode();
    for (JsonNode entry : index.path("manifests")) {
      String entryName = entry.path("annotations").path(OciDescriptor.REFERENCE_NAME).asText();
      if (!entryName.equals(name)) {
        entries.add(entry);
      }
    }
    entries.add(JSON.<JsonNode>valueToTree(manifest));
    index.set("manifests", entries);
    return index;
  }

  private void writeWhatIsMissing() throws IOException {
    if (!Files.exists(indexFile())) {
      writeIndex(emptyIndex());
    }
    if (!Files.exists(markerFile())) {
      AtomicFiles.write(markerFile(), MARKER);
    }
  }

  private static ObjectNode emptyIndex() {
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2);
    index.put("mediaType", INDEX_TYPE);
    index.putArray("manifests");
    return index;
  }

  private ObjectNode readIndex() throws IOException {
    try {
      if (JSON.readTree(indexFile().toFile()) instanceof ObjectNode index) {
        return index;
      }
    } catch (JsonProcessingException problem) {
      throw new IOException(indexFile() + " is not JSON", problem);
    }
    throw new IOException(indexFile() + " is not an OCI image index");
  }

  private void writeIndex(ObjectNode index) throws IOException {
    AtomicFiles.write(indexFile(), JSON.writeValueAsBytes(index));
  }

  private Path fileOf(Digest digest) {
    return blobs.resolve(digest.hex());
  }

  private Path indexFile() {
    return folder.resolve("index.json");
  }

  private Path markerFile() {
    return folder.resolve("oci-layout");
  }
}
