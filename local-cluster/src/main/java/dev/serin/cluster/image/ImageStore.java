package dev.serin.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Unpacks images of an OCI layout, each digest once, and says how to start them. */
public final class ImageStore {
  private static final long MAX_BYTES = 2L * 1024 * 1024 * 1024;
  private static final int MAX_ENTRIES = 200_000;

  private final OciLayout layout;
  private final Path cache;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  /** A store of the images in a layout, unpacked in a cache folder. */
  public ImageStore(Path layout, Path cache) {
    this.layout = new OciLayout(layout);
    this.cache = cache;
  }

  /**
   * The unpacked image of a reference such as {@code shop/cart@sha256:…}.
   *
   * @throws ImageException when it has no digest, is not in the layout, is damaged or is refused
   */
  public Image image(String reference) throws ImageException {
    int at = reference.indexOf('@');
    if (at < 0) {
      throw new ImageException(
          "\"" + reference + "\" has no digest; images are named as NAME@sha256:…");
    }
    String digest = reference.substring(at + 1);
    synchronized (locks.computeIfAbsent(digest, key -> new Object())) {
      try {
        return read(digest);
      } catch (IOException e) {
        throw new ImageException("the image " + reference + " cannot be unpacked: " + e, e);
      }
    }
  }

  private Image read(String digest) throws ImageException, IOException {
    JsonNode manifest = manifest(digest);
    JsonNode config = layout.document(manifest.path("config").path("digest").asText());
    Path rootfs = cache.resolve(digest.replace(':', '-'));
    if (!Files.isDirectory(rootfs)) {
      unpack(manifest, rootfs);
    }
    JsonNode container = config.path("config");
    Map<String, String> environment = new TreeMap<>();
    for (String line : strings(container.path("Env"))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Image(
        digest,
        rootfs,
        manifest.path("annotations").path("dev.serin.runtime").asText(""),
        strings(container.path("Entrypoint")),
        strings(container.path("Cmd")),
        environment,
        container.path("WorkingDir").asText("/"));
  }

  private JsonNode manifest(String digest) throws ImageException, IOException {
    JsonNode document = layout.document(digest);
    JsonNode manifests = document.path("manifests");
    if (!manifests.isArray()) {
      return document;
    }
    // An index of several platforms: the processes here are of the machine's own runtimes.
    for (JsonNode candidate : manifests) {
      if (candidate.path("platform").path("os").asText("linux").equals("linux")) {
        return layout.document(candidate.path("digest").asText());
      }
    }
    throw new ImageException("the index " + digest + " has no image for Linux");
  }

  private void unpack(JsonNode manifest, Path rootfs) throws ImageException, IOException {
    Files.createDirectories(cache);
    Path unfinished = rootfs.resolveSibling(rootfs.getFileName() + ".unfinished");
    Folders.delete(unfinished);
    Files.createDirectory(unfinished);
    try {
      LayerUnpacker unpacker = new LayerUnpacker(unfinished.toRealPath(), MAX_BYTES, MAX_ENTRIES);
      for (JsonNode layer : manifest.path("layers")) {
        try (InputStream content = layout.verified(layer.path("digest").asText())) {
          unpacker.unpack(content, layer.path("mediaType").asText());
        }
      }
      Files.move(unfinished, rootfs, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(unfinished);
    }
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }
}
