package dev.serin.delivery.evidence;

import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.registry.Registries;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RemoteImage;
import java.io.IOException;

/** Says whether images in registries are what they claim to be. */
public final class ImageVerifier {
  private final Registries registries;
  private final TrustPolicy policy;
  private final Demands demands;

  /** Holds images to demands. */
  public ImageVerifier(Registries registries, TrustPolicy policy, Demands demands) {
    this.registries = registries;
    this.policy = policy;
    this.demands = demands;
  }

  /**
   * Verifies an image. A tag is looked up once; all that follows is about the digest it means now.
   *
   * @throws IOException if the registry cannot be asked, or does not have it
   */
  public Verdict verify(RemoteImage image) throws IOException, InterruptedException {
    RegistryClient client = registries.client(image.registry());
    Digest digest = image.manifest(client).digest();
    Evidence evidence =
        Evidence.of(digest, new EvidenceStore(client, image.repository()).of(digest), policy);
    return new Verdict(image.pinned(digest), evidence, demands.unmetBy(evidence));
  }
}
