package dev.serin.delivery.gc;

import dev.serin.delivery.cache.UseMark;
import dev.serin.delivery.evidence.Evidence;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.registry.Manifest;
import dev.serin.delivery.registry.MediaTypes;
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
import java.util.stream.Stream;

/**
 * Decides which images of a repository may go, and deletes them.
 *
 * <ol>
 *   <li>Only images with a tag that Serin makes for its cache are looked at. One that has another
 *       tag too, such as {@code main} or a version, stays; that of a change request's newest image
 *       ({@code change-17}) keeps nothing, for nobody says when the request is closed.
 *   <li>An image that is needed stays, and with it the whole index that lists it. All that an index
 *       lists stays as long as the index is there.
 *   <li>An image stays until it has a certain age, counted from when it was built or {@linkplain
 *       UseMark taken from the cache} last. The first is the time in its signed provenance; without
 *       one that counts nobody knows its age, and it stays.
 *   <li>The rest goes: first what refers to it, then itself, so that an interrupted run leaves no
 *       image without evidence that looks good; then the parts that nobody else has.
 * </ol>
 */
public final class GarbageCollector {
  private static final Pattern OF_INPUTS =
      Pattern.compile("(?:[a-z0-9][a-z0-9._-]*-)?[0-9a-f]{64}");
  private static final Pattern OF_CHANGE = Pattern.compile("change-.*");

  private final RegistryClient client;
  private final TrustPolicy policy;
  private final Instant youngest;

  /**
   * Collects in a registry.
   *
   * @param policy whose provenance tells an image's age
   * @param youngest images that were built or used after this stay
   */
  public GarbageCollector(RegistryClient client, TrustPolicy policy, Instant youngest) {
    this.client = client;
    this.policy = policy;
    this.youngest = youngest;
  }

  /** Says what would become of each image of a repository that Serin has tagged. */
  public List<Collected> plan(String repository, Needed needed)
      throws IOException, InterruptedException {
    RepositoryImages images = RepositoryImages.read(client, repository, needed.digests());
    Map<Digest, String> kept = new TreeMap<>();
    Map<Digest, String> going = new TreeMap<>();
    for (Map.Entry<Digest, Set<String>> image : images.tagged().entrySet()) {
      if (image.getValue().stream().anyMatch(GarbageCollector::isOfCache)) {
        Digest digest = image.getKey();
        Optional<String> reason = reason(digest, image.getValue(), images, needed);
        if (reason.isPresent()) {
          kept.put(digest, reason.get());
        } else {
          byAge(repository, digest, images, kept, going);
        }
      }
    }
    List<Collected> plan = new ArrayList<>();
    kept.forEach((digest, why) -> plan.add(new Collected(repository, digest, true, why, Set.of())));
    going.forEach(
        (digest, why) ->
            plan.add(
                new Collected(
                    repository, digest, false, why, ownParts(digest, images, going.keySet()))));
    return List.copyOf(plan);
  }

  private static boolean isOfCache(String tag) {
    return OF_INPUTS.matcher(tag).matches() || UseMark.parse(tag).isPresent();
  }

  private static Optional<String> reason(
      Digest digest, Set<String> tags, RepositoryImages images, Needed needed) {
    return needed
        .reason(digest, tags)
        .or(
            () ->
                images.parts(digest).stream()
                    .flatMap(part -> needed.reason(part, Set.of()).stream())
                    .findFirst())
        .or(() -> images.wholes(digest).findFirst().map(whole -> "is part of " + whole))
        .or(
            () ->
                tags.stream()
                    .filter(tag -> !isOfCache(tag) && !OF_CHANGE.matcher(tag).matches())
                    .findFirst()
                    .map(tag -> "is tagged " + tag));
  }

  private void byAge(
      String repository,
      Digest digest,
      RepositoryImages images,
      Map<Digest, String> kept,
      Map<Digest, String> going)
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
      kept.put(digest, "no provenance by a trusted key says how old it is");
    } else if (built.get().isAfter(youngest)) {
      kept.put(digest, "built " + built.get());
    } else if (images.used(digest).filter(last -> last.isAfter(youngest)).isPresent()) {
      kept.put(digest, "taken from the cache not long before " + images.used(digest).get());
    } else {
      going.put(digest, "built " + built.get() + ", and nobody needs it");
    }
  }

  /** What goes with an index: no tag of its own, and part of nothing that stays. */
  private static Set<Digest> ownParts(Digest index, RepositoryImages images, Set<Digest> going) {
    Set<Digest> parts = new TreeSet<>(images.parts(index));
    parts.removeAll(images.tagged().keySet());
    parts.removeIf(
        part ->
            images
                .wholes(part)
                .anyMatch(whole -> !going.contains(whole) && !parts.contains(whole)));
    return parts;
  }

  /** Deletes an image that may go, with its evidence. */
  public void delete(Collected image) throws IOException, InterruptedException {
    if (image.kept()) {
      throw new IllegalArgumentException(image.digest() + " stays: " + image.reason());
    }
    for (Digest digest :
        Stream.concat(Stream.of(image.digest()), image.parts().stream()).toList()) {
      delete(image.repository(), digest);
    }
  }

  private void delete(String name, Digest digest) throws IOException, InterruptedException {
    RepositoryTags repository = new RepositoryTags(client, name);
    for (Referrer referrer : new Referrers(client, name).of(digest)) {
      repository.delete(referrer.digest());
    }
    Optional<Manifest> list =
        client.manifest(name, Referrers.fallbackTag(digest), List.of(MediaTypes.INDEX));
    if (list.isPresent()) {
      repository.delete(list.get().digest());
    }
    repository.delete(digest);
  }
}
