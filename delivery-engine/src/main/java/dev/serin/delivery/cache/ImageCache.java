package dev.serin.delivery.cache;

import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.evidence.Evidence;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.evidence.trust.TrustedKey;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.registry.Manifest;
import dev.serin.delivery.registry.MediaTypes;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RegistryPrefix;
import dev.serin.delivery.registry.RepositoryTags;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds images that need not be built again.
 *
 * <ol>
 *   <li>An image is looked for under the tag of its inputs' hash, in each scope that may be read.
 *   <li>Anybody who may push can move a tag. So an image counts only if trusted keys vouch for this
 *       very digest, by a provenance that names the service, the scope and the same hash, and by
 *       good test results of a key that vouches for it, too.
 *   <li>Everything else is a miss, and says why.
 * </ol>
 */
public final class ImageCache {
  private final RegistryClient client;
  private final RegistryPrefix target;
  private final TrustPolicy policy;
  private final Scope scope;
  private final InstantSource clock;

  /**
   * Looks in repositories that begin with a prefix.
   *
   * @param policy whose images count
   * @param scope for which images are needed
   * @param clock tells when one was used
   */
  public ImageCache(
      RegistryClient client,
      RegistryPrefix target,
      TrustPolicy policy,
      Scope scope,
      InstantSource clock) {
    this.client = client;
    this.target = target;
    this.policy = policy;
    this.scope = scope;
    this.clock = clock;
  }

  /** Looks for the image of a service with these inputs. */
  public Lookup find(String service, Inputs inputs) throws IOException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (Scope each : scope.readable()) {
      Lookup lookup = find(service, inputs, each);
      if (lookup instanceof Lookup.Miss miss) {
        reasons.addAll(miss.reasons());
      } else {
        return lookup;
      }
    }
    return new Lookup.Miss(reasons);
  }

  private Lookup find(String service, Inputs inputs, Scope place)
      throws IOException, InterruptedException {
    String hash = inputs.hash();
    String repository = target.repository(service);
    Optional<Manifest> manifest = client.manifest(repository, place.tag(hash), MediaTypes.IMAGES);
    if (manifest.isEmpty()) {
      return miss("no image in scope '%s' has these inputs".formatted(place.name()));
    }
    Digest digest = manifest.get().digest();
    Evidence evidence = evidence(service, digest);
    for (Evidence.Signed<Provenance> signed : evidence.provenance()) {
      Optional<TestResult> tests = tests(evidence, signed.by());
      if (tests.isPresent() && names(signed.content(), service, hash, place)) {
        return new Lookup.Hit(
            new CachedImage(digest, target.pinned(service, digest), signed.content(), tests.get()));
      }
    }
    String why = evidence.notes().isEmpty() ? "" : " (" + String.join("; ", evidence.notes()) + ")";
    return miss(
        "%s in scope '%s' has these inputs by its tag, but no trusted builder vouches for that%s"
            .formatted(digest, place.name(), why));
  }

  /**
   * Notes that an image is used again: it is the newest one of the scope then, and {@linkplain
   * UseMark marked}, so that nobody takes it for old. From then on it is safe from the collection
   * of garbage, but for one that had decided before.
   */
  public void markUsed(String service, CachedImage image) throws IOException, InterruptedException {
    RepositoryTags tags = new RepositoryTags(client, target.repository(service));
    tags.put(scope.newest(), image.digest());
    tags.put(UseMark.of(image.digest(), clock.instant()).tag(), image.digest());
  }

  /**
   * How the image of a service was built that was built or used last in this scope, as far as it
   * counts.
   */
  public Optional<Provenance> last(String service) throws IOException, InterruptedException {
    Optional<Manifest> manifest =
        client.manifest(target.repository(service), scope.newest(), MediaTypes.IMAGES);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    return evidence(service, manifest.get().digest()).provenance().stream()
        .map(Evidence.Signed::content)
        .filter(provenance -> provenance.service().name().equals(service))
        .max(Comparator.comparing(provenance -> provenance.run().finished()));
  }

  private Evidence evidence(String service, Digest image) throws IOException, InterruptedException {
    return Evidence.of(
        image, new EvidenceStore(client, target.repository(service)).of(image), policy);
  }

  private static boolean names(Provenance provenance, String service, String hash, Scope place) {
    return provenance.service().name().equals(service)
        && provenance.inputHash().equals(hash)
        && provenance.scope().equals(place.name());
  }

  private static Optional<TestResult> tests(Evidence evidence, TrustedKey key) {
    return evidence.tests().stream()
        .filter(signed -> signed.by().equals(key) && signed.content().good())
        .map(Evidence.Signed::content)
        .findFirst();
  }

  private static Lookup miss(String reason) {
    return new Lookup.Miss(List.of(reason));
  }
}
