package dev.serin.delivery.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.evidence.Evidence;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.Manifest;
import dev.serin.delivery.registry.Referrer;
import dev.serin.delivery.registry.Referrers;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RepositoryTags;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides which images of a repository may go, and deletes them.
 *
 * <ol>
 *   <li>Only images with a tag that Serin makes, the hash of inputs, are looked at. One that has
 *       any other tag too, such as {@code main} or a version, stays.
 *   <li>An image that is needed stays, and so do all images that a needed or otherwise tagged index
 *       lists.
 *   <li>An image stays until it has a certain age, by the time in its signed provenance. Without
 *       one that counts nobody knows its age, and it stays.
 *   <li>The rest goes: first what refers to it, then itself, so that an interrupted run leaves no
 *       image without evidence that looks good.
 * </ol>
 */
public final class GarbageCollector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final List<String> ACCEPTED = List.of(OciLayout.MANIFEST_TYPE, INDEX);
  private static final Pattern OF_INPUTS =
      Pattern.compile("(?:[a-z0-9][a-z0-9._-]*-)?[0-9a-f]{64}");

  /** The tag under which evidence is listed; it goes with its image. */
  private static final Pattern OF_EVIDENCE = Pattern.compile("sha256-[0-9a-f]{64}");

  private final RegistryClient client;
  private final TrustPolicy policy;
  private final Instant youngest;

  /**
   * Collects in a registry.
   *
   * @param policy whose provenance tells an image's age
   * @param youngest images that were built after this stay
   */
  public GarbageCollector(RegistryClient client, TrustPolicy policy, Instant youngest) {
    this.client = client;
    this.policy = policy;
    this.youngest = youngest;
  }

  /** Says what would become of each image of a repository that Serin has tagged. */
  public List<Collected> plan(String repository, Needed needed)
      throws IOException, InterruptedException {
    Map<Digest, Set<String>> tags = new TreeMap<>();
    Map<Digest, String> listed = new TreeMap<>();
    for (String tag : new RepositoryTags(client, repository).list()) {
      Optional<Manifest> manifest =
          OF_EVIDENCE.matcher(tag).matches()
              ? Optional.empty()
              : client.manifest(repository, tag, ACCEPTED);
      if (manifest.isPresent()) {
        Digest digest = manifest.get().digest();
        tags.computeIfAbsent(digest, key -> new TreeSet<>()).add(tag);
        children(manifest.get()).forEach(child -> listed.put(child, "is part of " + digest));
      }
    }
    List<Collected> plan = new ArrayList<>();
    for (Map.Entry<Digest, Set<String>> image : tags.entrySet()) {
      if (image.getValue().stream().anyMatch(tag -> OF_INPUTS.matcher(tag).matches())) {
        Digest digest = image.getKey();
        Optional<String> reason =
            needed
                .reason(digest, image.getValue())
                .or(() -> otherTag(image.getValue()))
                .or(() -> Optional.ofNullable(listed.get(digest)));
        plan.add(
            reason.isPresent()
                ? new Collected(repository, digest, true, reason.get())
                : byAge(repository, digest));
      }
    }
    return List.copyOf(plan);
  }

  private static Optional<String> otherTag(Set<String> tags) {
    return tags.stream()
        .filter(tag -> !OF_INPUTS.matcher(tag).matches())
        .findFirst()
        .map(tag -> "is tagged " + tag);
  }

  private Collected byAge(String repository, Digest digest)
      throws IOException, InterruptedException {
    Evidence evidence =
        Evidence.of(digest, new EvidenceStore(client, repository).of(digest), policy);
    Optional<Instant> built =
        evidence.provenance().stream()
            .map(Evidence.Signed::content)
            .map(Provenance::run)
            .map(Provenance.Run::finished)
            .max(Instant::compareTo);
    if (built.isEmpty()) {
      return new Collected(
          repository, digest, true, "no provenance by a trusted key says how old it is");
    }
    boolean young = built.get().isAfter(youngest);
    return new Collected(
        repository,
        digest,
        young,
        young ? "built " + built.get() : "built " + built.get() + ", and nobody needs it");
  }

  private static List<Digest> children(Manifest manifest) throws IOException {
    List<Digest> children = new ArrayList<>();
    for (JsonNode child : JSON.readTree(manifest.content()).path("manifests")) {
      if (Digest.isDigest(child.path("digest").asText())) {
        children.add(new Digest(child.path("digest").asText()));
      }
    }
    return children;
  }

  /** Deletes an image that may go, with its evidence. */
  public void delete(Collected image) throws IOException, InterruptedException {
    if (image.kept()) {
      throw new IllegalArgumentException(image.digest() + " stays: " + image.reason());
    }
    RepositoryTags repository = new RepositoryTags(client, image.repository());
    Referrers referrers = new Referrers(client, image.repository());
    for (Referrer referrer : referrers.of(image.digest())) {
      repository.delete(referrer.digest());
    }
    Optional<Manifest> list =
        client.manifest(image.repository(), Referrers.fallbackTag(image.digest()), List.of(INDEX));
    if (list.isPresent()) {
      repository.delete(list.get().digest());
    }
    repository.delete(image.digest());
  }
}
