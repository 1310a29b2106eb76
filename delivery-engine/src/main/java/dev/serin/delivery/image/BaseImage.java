package dev.serin.delivery.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image that others build upon; its blobs are in the layout.
 *
 * @param name as everybody knows it, such as {@code docker.io/library/node:20-slim}, wherever it
 *     was read
 * @param digest of its manifest, for one platform
 * @param layers lowest first, with media types of OCI
 * @param config its configuration
 */
public record BaseImage(String name, Digest digest, List<OciDescriptor> layers, JsonNode config) {
  /** The annotation of an image with the name of the one that it builds upon. */
  public static final String NAME_ANNOTATION = "org.opencontainers.image.base.name";

  private static final String DIGEST_ANNOTATION = "org.opencontainers.image.base.digest";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a service's image keeps of its base's, where it says nothing itself. */
  private static final List<String> KEPT = List.of("Labels", "Volumes", "StopSignal");

  /** Copies the layers. */
  public BaseImage {
    layers = List.copyOf(layers);
  }

  Map<String, String> annotations() {
    return Map.of(NAME_ANNOTATION, name, DIGEST_ANNOTATION, digest.value());
  }

  /**
   * Puts this image under another one: its layers below, its platform, its environment where the
   * other has none of that name. The result depends on the two alone.
   *
   * @param image on an empty base, in the layout
   * @return a manifest whose configuration is in the layout
   */
  OciManifest under(OciManifest image, OciLayout layout) throws IOException {
    JsonNode own = JSON.readTree(layout.readBlob(image.config().checkedDigest()));
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.set("created", own.path("created"));
    for (String key : List.of("architecture", "variant", "os", "os.version")) {
      if (config.has(key)) {
        merged.set(key, config.get(key));
      }
    }
    merged.set("config", mergedRun(own.path("config")));
    ObjectNode rootFileSystem = merged.putObject("rootfs").put("type", "layers");
    rootFileSystem.set("diff_ids", joined(own, "/rootfs/diff_ids"));
    merged.set("history", joined(own, "/history"));
    byte[] content = JSON.writeValueAsBytes(merged);
    List<OciDescriptor> all = new ArrayList<>(layers);
    all.addAll(image.layers());
    OciDescriptor configuration =
        new OciDescriptor(
            image.config().mediaType(), layout.addBlob(content).value(), content.length, Map.of());
    return new OciManifest(
        image.schemaVersion(), image.mediaType(), configuration, all, image.annotations());
  }

  private ObjectNode mergedRun(JsonNode own) {
    JsonNode base = config.path("config");
    ObjectNode run = own.deepCopy();
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode source : List.of(base.path("Env"), own.path("Env"))) {
      for (JsonNode variable : source) {
        String[] pair = variable.asText().split("=", 2);
        environment.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
    }
    ArrayNode variables = run.putArray("Env");
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    for (String key : KEPT) {
      if (base.path(key).size() > 0 || base.path(key).isTextual()) {
        run.set(key, base.get(key));
      }
    }
    return run;
  }

  private ArrayNode joined(JsonNode own, String pointer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    config.at(pointer).forEach(array::add);
    own.at(pointer).forEach(array::add);
    return array;
  }
}
