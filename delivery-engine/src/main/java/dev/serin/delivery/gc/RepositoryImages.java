package dev.serin.delivery.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.cache.UseMark;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.registry.Manifest;
import dev.serin.delivery.registry.MediaTypes;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RepositoryTags;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images of a repository: those with a tag, those that somebody needs, and all that these list,
 * however deep.
 */
final class RepositoryImages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The tag under which evidence is listed; it goes with its image. */
  private static final Pattern OF_EVIDENCE = Pattern.compile("sha256-[0-9a-f]{64}");

  private final RegistryClient client;
  private final String repository;
  private final Map<Digest, Set<String>> tags = new TreeMap<>();
  private final Map<Digest, Instant> used = new TreeMap<>();
  private final Map<Digest, Set<Digest>> parts = new TreeMap<>();

  private RepositoryImages(RegistryClient client, String repository) {
    this.client = client;
    this.repository = repository;
  }

  /** Reads a repository; of the needed digests those count that it has. */
  static RepositoryImages read(RegistryClient client, String repository, Collection<Digest> needed)
      throws IOException, InterruptedException {
    RepositoryImages images = new RepositoryImages(client, repository);
    for (String tag : new RepositoryTags(client, repository).list()) {
      if (!OF_EVIDENCE.matcher(tag).matches()) {
        images.addTag(tag);
      }
    }
    for (Digest digest : needed) {
      images.addParts(digest);
    }
    return images;
  }

  private void addTag(String tag) throws IOException, InterruptedException {
    UseMark.parse(tag)
        .ifPresent(mark -> used.merge(mark.image(), mark.latest(), RepositoryImages::later));
    Optional<Manifest> manifest = client.manifest(repository, tag, MediaTypes.IMAGES);
    if (manifest.isPresent()) {
      Digest digest = manifest.get().digest();
      tags.computeIfAbsent(digest, key -> new TreeSet<>()).add(tag);
      addParts(digest, manifest.get());
    }
  }

  private void addParts(Digest digest) throws IOException, InterruptedException {
    if (!parts.containsKey(digest)) {
      Optional<Manifest> manifest = client.manifest(repository, digest.value(), MediaTypes.IMAGES);
      if (manifest.isPresent()) {
        addParts(digest, manifest.get());
      }
    }
  }

  private void addParts(Digest digest, Manifest manifest) throws IOException, InterruptedException {
    if (parts.containsKey(digest)) {
      return;
    }
    Set<Digest> own = new TreeSet<>();
    parts.put(digest, own);
    for (JsonNode each : JSON.readTree(manifest.content()).path("manifests")) {
      if (Digest.isDigest(each.path("digest").asText())) {
        Digest part = new Digest(each.path("digest").asText());
        addParts(part);
        own.add(part);
        own.addAll(parts.getOrDefault(part, Set.of()));
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** All images with tags, and these. */
  Map<Digest, Set<String>> tagged() {
    return tags;
  }

  /** When an image was taken from the cache for the last time, at the latest. */
  Optional<Instant> used(Digest image) {
    return Optional.ofNullable(used.get(image));
  }

  /** What an index lists, at any depth; nothing for a plain image. */
  Set<Digest> parts(Digest image) {
    return parts.getOrDefault(image, Set.of());
  }

  /** All that list this image. */
  Stream<Digest> wholes(Digest part) {
    return parts.entrySet().stream()
        .filter(each -> each.getValue().contains(part))
        .map(Map.Entry::getKey);
  }
}
