package dev.serin.delivery.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What refers to an image of a repository, by the OCI distribution specification 1.1.
 *
 * <ol>
 *   <li>An artifact is a manifest with an empty configuration, one layer that is the content, and
 *       the image as its subject. Its blobs are there before it is.
 *   <li>A registry that knows subjects says so when it takes the manifest, and lists them on
 *       request.
 *   <li>With another one the list is kept by those who write: an index under the tag {@code
 *       sha256-HEX} of the image's digest. It is read, changed, written and read back; when another
 *       writer was faster with its change and this one is not in it, all of that is done again.
 * </ol>
 */
public final class Referrers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int MOST_ROUNDS = 10;

  private final RegistryClient client;
  private final String repository;

  /** Those of a repository. */
  public Referrers(RegistryClient client, String repository) {
    this.client = client;
    this.repository = repository;
  }

  /** The tag under which registries that do not know subjects have the list. */
  public static String fallbackTag(Digest digest) {
    return "sha256-" + digest.hex();
  }

  /**
   * Attaches an artifact to an image.
   *
   * @param subject the image's manifest or index
   * @param type of the artifact and of its content
   * @return the digest of the artifact
   */
  public Digest attach(
      OciDescriptor subject, String type, byte[] content, Map<String, String> annotations)
      throws IOException, InterruptedException {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", OciLayout.MANIFEST_TYPE);
    manifest.put("artifactType", type);
    manifest.set("config", tree(client.putBlob(repository, EMPTY_TYPE, EMPTY)));
    manifest.putArray("layers").add(tree(client.putBlob(repository, type, content)));
    manifest.set("subject", tree(subject));
    ObjectNode notes = manifest.putObject("annotations");
    annotations.forEach(notes::put);
    Manifest artifact = new Manifest(OciLayout.MANIFEST_TYPE, JSON.writeValueAsBytes(manifest));
    boolean noted = client.putManifest(repository, artifact.digest().value(), artifact);
    if (!noted) {
      list(subject.checkedDigest(), artifact, type, notes);
    }
    return artifact.digest();
  }

  private static JsonNode tree(OciDescriptor descriptor) {
    return JSON.valueToTree(descriptor);
  }

  private void list(Digest subject, Manifest artifact, String type, ObjectNode annotations)
      throws IOException, InterruptedException {
    String tag = fallbackTag(subject);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      ObjectNode index = index(tag);
      if (contains(index, artifact.digest())) {
        return;
      }
      ObjectNode entry = index.withArray("manifests").addObject();
      entry.put("mediaType", OciLayout.MANIFEST_TYPE);
      entry.put("digest", artifact.digest().value());
      entry.put("size", artifact.content().length);
      entry.put("artifactType", type);
      entry.set("annotations", annotations);
      client.putManifest(
          repository, tag, new Manifest(MediaTypes.INDEX, JSON.writeValueAsBytes(index)));
    }
    throw new RegistryException(
        "%s in %s of registry %s loses what is written into it: too many write at the same time. Try again"
            .formatted(tag, repository, client.registry().name()));
  }

  private ObjectNode index(String tag) throws IOException, InterruptedException {
    Optional<Manifest> known = client.manifest(repository, tag, List.of(MediaTypes.INDEX));
    if (known.isPresent()
        && JSON.readTree(known.get().content()) instanceof ObjectNode index
        && index.path("manifests") instanceof ArrayNode) {
      return index;
    }
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", MediaTypes.INDEX).putArray("manifests");
    return index;
  }

  private static boolean contains(JsonNode index, Digest digest) {
    for (JsonNode entry : index.path("manifests")) {
      if (entry.path("digest").asText().equals(digest.value())) {
        return true;
      }
    }
    return false;
  }

  /** What refers to an image. Whoever may write to the repository may have put it there. */
  public List<Referrer> of(Digest image) throws IOException, InterruptedException {
    Call call =
        client.reading(repository, "/referrers/" + image).with(Map.of("Accept", MediaTypes.INDEX));
    Answer answer = client.ask(call, "list what refers to " + image, Set.of(OK, NOT_FOUND));
    JsonNode index = answer.status() == OK ? answer.json() : index(fallbackTag(image));
    List<Referrer> referrers = new ArrayList<>();
    for (JsonNode entry : index.path("manifests")) {
      if (Digest.isDigest(entry.path("digest").asText())) {
        referrers.add(
            new Referrer(
                new Digest(entry.path("digest").asText()),
                entry.path("artifactType").asText(),
                annotations(entry)));
      }
    }
    return List.copyOf(referrers);
  }

  private static Map<String, String> annotations(JsonNode entry) {
    Map<String, String> annotations = new TreeMap<>();
    entry
        .path("annotations")
        .properties()
        .forEach(each -> annotations.put(each.getKey(), each.getValue().asText()));
    return annotations;
  }

  /**
   * The content of an artifact that refers to an image.
   *
   * @param most bytes that it may have
   * @return nothing if it is gone, has not exactly one layer, has another subject, or is no
   *     manifest at all: anybody may have put it there
   */
  public Optional<byte[]> content(Referrer referrer, Digest image, int most)
      throws IOException, InterruptedException {
    Optional<Manifest> manifest =
        client.manifest(repository, referrer.digest().value(), List.of(OciLayout.MANIFEST_TYPE));
    Optional<OciDescriptor> layer = manifest.flatMap(it -> layer(it, image));
    return layer.isPresent()
        ? Optional.of(client.blob(repository, layer.get(), most))
        : Optional.empty();
  }

  private static Optional<OciDescriptor> layer(Manifest manifest, Digest image) {
    try {
      JsonNode artifact = JSON.readTree(manifest.content());
      JsonNode layer = artifact.path("layers").path(0);
      boolean fits =
          artifact.path("layers").size() == 1
              && Digest.isDigest(layer.path("digest").asText())
              && artifact.path("subject").path("digest").asText().equals(image.value());
      return fits ? Optional.of(JSON.treeToValue(layer, OciDescriptor.class)) : Optional.empty();
    } catch (IOException notAManifest) {
      return Optional.empty();
    }
  }
}
