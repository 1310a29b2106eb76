package dev.serin.delivery.evidence.store;

import dev.serin.delivery.evidence.signature.Bundle;
import dev.serin.delivery.evidence.signature.Envelope;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Statement;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.registry.Referrer;
import dev.serin.delivery.registry.Referrers;
import dev.serin.delivery.registry.RegistryClient;
import dev.serin.delivery.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of a repository's images: each statement in an envelope, in a Sigstore bundle, in an
 * artifact that refers to its image. That is where cosign and others look for it, too.
 */
public final class EvidenceStore {
  /** A statement with a bill of materials of many thousand parts fits. */
  private static final int LARGEST = 16 * 1024 * 1024;

  /** Whoever may write to a repository can attach things without end. */
  private static final int MOST = 500;

  private final Referrers referrers;
  private final String repository;

  /** The evidence in a repository. */
  public EvidenceStore(RegistryClient client, String repository) {
    this.referrers = new Referrers(client, repository);
    this.repository = repository;
  }

  /** Signs a statement and attaches it to the image that it is about. */
  public void attach(OciDescriptor image, Statement statement, SigningKey key)
      throws IOException, InterruptedException {
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement.toBytes(), key);
    referrers.attach(
        image,
        Bundle.MEDIA_TYPE,
        Bundle.write(envelope, key.verification()),
        Map.of(
            "dev.sigstore.bundle.content",
            "dsse-envelope",
            "dev.sigstore.bundle.predicateType",
            statement.predicateType()));
  }

  /** All envelopes that are attached to an image, whoever signed them. */
  public List<Envelope> of(Digest image) throws IOException, InterruptedException {
    List<Referrer> bundles =
        referrers.of(image).stream()
            .filter(referrer -> Bundle.isBundle(referrer.artifactType()))
            .toList();
    if (bundles.size() > MOST) {
      throw new RegistryException(
          "%d pieces of evidence are attached to %s in %s, more than anybody looks through. Delete those that you do not know"
              .formatted(bundles.size(), image, repository));
    }
    List<Envelope> envelopes = new ArrayList<>();
    for (Referrer bundle : bundles) {
      Optional<byte[]> content = referrers.content(bundle, image, LARGEST);
      content.flatMap(Bundle::read).ifPresent(envelopes::add);
    }
    return List.copyOf(envelopes);
  }
}
