package dev.serin.delivery.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies images from a layout to a registry, byte by byte. Safe for use by threads.
 *
 * <ol>
 *   <li>An index is copied after all that it lists, a manifest after its blobs: whoever sees an
 *       image in the registry sees all of it.
 *   <li>A blob that the repository has, with the right size, is not sent again; so a push that was
 *       cut off goes on where it was. One that another repository of the registry may have (this
 *       run put it there, or it belongs to the base image) is asked for from there.
 *   <li>A blob is checked against its digest when it is read, and the registry checks what it
 *       receives; afterwards the registry must have it with its size.
 *   <li>The manifest goes under its digest, then under its tag. It is read back by digest, and the
 *       bytes must have that digest. Only then the image counts as published.
 * </ol>
 *
 * <p>Invariant: the digest in the registry is the digest in the layout.
 */
public final class ImagePublisher {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryClient client;
  private final RegistryPrefix target;
  private final Map<Digest, String> places = new ConcurrentHashMap<>();
  private final Map<Digest, Object> locks = new ConcurrentHashMap<>();

  /** Publishes to repositories that begin with a prefix. */
  public ImagePublisher(Registries registries, RegistryPrefix target) {
    this.client = registries.client(target.registry());
    this.target = target;
  }

  /** Where images go. */
  public RegistryPrefix target() {
    return target;
  }

  /** The way to their registry. */
  public RegistryClient client() {
    return client;
  }

  /**
   * Publishes an image.
   *
   * @param image digest of a manifest or an index in the layout
   * @param service names the repository, after the prefix
   * @param tag such as the input hash
   * @throws IOException if it could not be published, or not be verified
   */
  public PublishedImage publish(OciLayout layout, Digest image, String service, String tag)
      throws IOException, InterruptedException {
    Manifest manifest = manifest(layout, image);
    PublishedImage result = new PublishedImage(target.pinned(service, image), 0, 0, 0, 0);
    String repository = target.repository(service);
    result = putContent(layout, manifest, repository, result);
    client.putManifest(repository, tag, manifest);
    verify(repository, manifest);
    return result;
  }

  /** Puts an image that was published under a further tag, wherever that pointed before. */
  public void tag(OciLayout layout, Digest image, String service, String tag)
      throws IOException, InterruptedException {
    client.putManifest(target.repository(service), tag, manifest(layout, image));
  }

  private PublishedImage putContent(
      OciLayout layout, Manifest manifest, String repository, PublishedImage start)
      throws IOException, InterruptedException {
    JsonNode content = JSON.readTree(manifest.content());
    PublishedImage result = start;
    for (JsonNode child : content.path("manifests")) {
      Digest digest = JSON.treeToValue(child, OciDescriptor.class).checkedDigest();
      result = putContent(layout, manifest(layout, digest), repository, result);
    }
    Optional<String> base = baseRepository(content);
    for (OciDescriptor blob : blobs(content)) {
      Object lock = locks.computeIfAbsent(blob.checkedDigest(), digest -> new Object());
      // Services that build upon the same layer wait for the first, and then mount it.
      synchronized (lock) {
        result = putBlob(layout, blob, repository, base, result);
      }
    }
    client.putManifest(repository, manifest.digest().value(), manifest);
    return result;
  }

  private PublishedImage putBlob(
      OciLayout layout,
      OciDescriptor blob,
      String repository,
      Optional<String> base,
      PublishedImage result)
      throws IOException, InterruptedException {
    Digest digest = blob.checkedDigest();
    if (isThere(repository, blob)) {
      places.putIfAbsent(digest, repository);
      return result.withPresent();
    }
    Optional<String> from = Optional.ofNullable(places.get(digest)).or(() -> base);
    boolean mounted =
        client.putBlob(
            repository,
            blob,
            layout.verifiedBlob(digest),
            from.filter(it -> !it.equals(repository)));
    if (!isThere(repository, blob)) {
      throw new RegistryException(
          "registry %s took %s and does not have it: it cannot be trusted"
              .formatted(client.registry().name(), digest));
    }
    places.putIfAbsent(digest, repository);
    return mounted ? result.withMounted() : result.withSent(blob.size());
  }

  private boolean isThere(String repository, OciDescriptor blob)
      throws IOException, InterruptedException {
    OptionalLong size = client.blobSize(repository, blob.checkedDigest());
    if (size.isPresent() && size.getAsLong() >= 0 && size.getAsLong() != blob.size()) {
      throw new RegistryException(
          "registry %s has %s in %s with %d bytes instead of %d. Delete it there and try again"
              .formatted(
                  client.registry().name(),
                  blob.digest(),
                  repository,
                  size.getAsLong(),
                  blob.size()));
    }
    return size.isPresent();
  }

  private void verify(String repository, Manifest manifest)
      throws IOException, InterruptedException {
    boolean found =
        client
            .manifest(repository, manifest.digest().value(), List.of(manifest.mediaType()))
            .isPresent();
    if (!found) {
      throw new RegistryException(
          "registry %s took the manifest %s into %s and does not have it: it cannot be trusted"
              .formatted(client.registry().name(), manifest.digest(), repository));
    }
  }

  private static Manifest manifest(OciLayout layout, Digest digest) throws IOException {
    byte[] content = layout.readBlob(digest);
    String type = JSON.readTree(content).path("mediaType").asText(OciLayout.MANIFEST_TYPE);
    return new Manifest(type, content);
  }

  private static List<OciDescriptor> blobs(JsonNode manifest) throws IOException {
    List<OciDescriptor> blobs = new ArrayList<>();
    // The largest and least often changed come first, the configuration last.
    for (JsonNode layer : manifest.path("layers")) {
      blobs.add(JSON.treeToValue(layer, OciDescriptor.class));
    }
    if (manifest.has("config")) {
      blobs.add(JSON.treeToValue(manifest.path("config"), OciDescriptor.class));
    }
    return blobs;
  }

  /** A registry that mirrors another one has the base image under the same name. */
  private static Optional<String> baseRepository(JsonNode manifest) {
    try {
      String name = manifest.path("annotations").path(BaseImage.NAME_ANNOTATION).asText();
      return Optional.of(ImageReference.parse(name).getRepository());
    } catch (InvalidImageReferenceException noBase) {
      return Optional.empty();
    }
  }
}
