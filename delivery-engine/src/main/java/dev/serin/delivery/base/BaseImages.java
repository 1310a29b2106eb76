package dev.serin.delivery.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.ImageReference;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.BaseName;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.Manifest;
import dev.serin.delivery.registry.MediaTypes;
import dev.serin.delivery.registry.Registries;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fetches base images.
 *
 * <ol>
 *   <li>The runtime's image is looked up once for a build, so that all services of a release build
 *       upon the same one, whatever happens to its tag meanwhile.
 *   <li>Of an image for several platforms, the one for Linux and this machine's processor is taken:
 *       that is what the build compiled for.
 *   <li>Everything is read by digest and held to it. Blobs stay in a layout of their own, from
 *       which later builds take them.
 * </ol>
 */
public final class BaseImages {
  private static final String OCI = "application/vnd.oci.image.";
  private static final Set<String> INDEXES = Set.of(MediaTypes.INDEX, MediaTypes.DOCKER_INDEX);

  /** Docker's names of layers, and those that OCI has for the same. */
  private static final Map<String, String> LAYERS =
      Map.of(
          "application/vnd.docker.image.rootfs.diff.tar.gzip",
          OCI + "layer.v1.tar+gzip",
          "application/vnd.docker.image.rootfs.diff.tar",
          OCI + "layer.v1.tar",
          OCI + "layer.v1.tar+gzip",
          OCI + "layer.v1.tar+gzip",
          OCI + "layer.v1.tar+zstd",
          OCI + "layer.v1.tar+zstd",
          OCI + "layer.v1.tar",
          OCI + "layer.v1.tar");

  private static final Map<String, String> PROCESSORS =
      Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BaseNames names;
  private final BaseSource source;
  private final Registries registries;
  private final Path cache;
  private final String processor;
  private final Map<String, Found> found = new HashMap<>();

  /**
   * Fetches from registries.
   *
   * @param cache folder of the layout that keeps what was fetched
   */
  public BaseImages(BaseNames names, BaseSource source, Registries registries, Path cache) {
    this.names = names;
    this.source = source;
    this.registries = registries;
    this.cache = cache;
    String machine = System.getProperty("os.arch", "");
    this.processor = PROCESSORS.getOrDefault(machine, machine);
  }

  /**
   * Which image a runtime's services build upon, without fetching more than its manifest.
   *
   * @param runtime such as {@code java17}
   * @throws IOException if it is not there; the message is for a person
   */
  public BaseName name(String runtime) throws IOException, InterruptedException {
    Found image = find(runtime);
    return new BaseName(BaseSource.commonName(image.reference()), image.manifest().digest());
  }

  /**
   * Puts the base image of a runtime into a layout.
   *
   * @param runtime such as {@code java17}
   * @throws IOException if it cannot be fetched, or cannot be used; the message is for a person
   */
  public BaseImage fetch(String runtime, OciLayout layout)
      throws IOException, InterruptedException {
    BaseImage base = download(find(runtime));
    OciLayout kept = OciLayout.create(cache);
    for (OciDescriptor layer : base.layers()) {
      layout.addBlob(kept, layer.checkedDigest());
    }
    return base;
  }

  /** An image that was looked up, by the manifest for this machine's platform. */
  private record Found(ImageReference reference, BaseSource.Place place, Manifest manifest) {}

  private synchronized Found find(String runtime) throws IOException, InterruptedException {
    Found known = found.get(runtime);
    if (known != null) {
      return known;
    }
    ImageReference name = names.of(runtime);
    Found image = lookUp(name, source.of(name), runtime);
    found.put(runtime, image);
    return image;
  }

  private Found lookUp(ImageReference name, BaseSource.Place place, String runtime)
      throws IOException, InterruptedException {
    RegistryClient client = registries.client(place.registry());
    Manifest manifest = manifest(client, place.repository(), name.getQualifier(), name, runtime);
    if (INDEXES.contains(manifest.mediaType())) {
      String digest = forThisPlatform(JSON.readTree(manifest.content()), name);
      manifest = manifest(client, place.repository(), digest, name, runtime);
    }
    return new Found(name, place, manifest);
  }

  private synchronized BaseImage download(Found image) throws IOException, InterruptedException {
    RegistryClient client = registries.client(image.place().registry());
    String repository = image.place().repository();
    JsonNode content = JSON.readTree(image.manifest().content());
    OciLayout kept = OciLayout.create(cache);
    OciDescriptor config = JSON.treeToValue(content.path("config"), OciDescriptor.class);
    client.fetchBlob(repository, config, kept);
    List<OciDescriptor> layers = new ArrayList<>();
    for (JsonNode node : content.path("layers")) {
      OciDescriptor layer =
          converted(JSON.treeToValue(node, OciDescriptor.class), image.reference());
      client.fetchBlob(repository, layer, kept);
      layers.add(layer);
    }
    return new BaseImage(
        BaseSource.commonName(image.reference()),
        image.manifest().digest(),
        layers,
        JSON.readTree(kept.readBlob(config.checkedDigest())));
  }

  private static Manifest manifest(
      RegistryClient client,
      String repository,
      String reference,
      ImageReference name,
      String runtime)
      throws IOException, InterruptedException {
    return client
        .manifest(repository, reference, MediaTypes.IMAGES)
        .orElseThrow(
            () ->
                new RegistryException(
                    "registry %s does not have the base image %s for %s (looked for %s:%s). Name another one with --base %s=IMAGE, or another registry with --base-registry"
                        .formatted(
                            client.registry().name(),
                            BaseSource.commonName(name),
                            runtime,
                            repository,
                            reference,
                            runtime)));
  }

  private String forThisPlatform(JsonNode index, ImageReference name) throws RegistryException {
    for (JsonNode entry : index.path("manifests")) {
      JsonNode platform = entry.path("platform");
      boolean fits =
          platform.path("os").asText().equals("linux")
              && platform.path("architecture").asText().equals(processor);
      if (fits && Digest.isDigest(entry.path("digest").asText())) {
        return entry.path("digest").asText();
      }
    }
    throw new RegistryException(
        "the base image %s is not there for linux/%s"
            .formatted(BaseSource.commonName(name), processor));
  }

  private static OciDescriptor converted(OciDescriptor layer, ImageReference name)
      throws RegistryException {
    String type = LAYERS.get(layer.mediaType());
    if (type == null) {
      throw new RegistryException(
          "the base image %s has a layer of the type %s, which Serin cannot use"
              .formatted(BaseSource.commonName(name), layer.mediaType()));
    }
    return new OciDescriptor(type, layer.digest(), layer.size(), Map.of());
  }
}
