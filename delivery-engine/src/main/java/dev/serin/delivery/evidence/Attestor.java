package dev.serin.delivery.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Predicates;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.Statement;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.registry.RegistryClient;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Vouches for images that were built here: signs what is known of them and attaches it.
 *
 * <p>Invariant: the provenance comes last, so an image that has one has all of its evidence.
 */
public final class Attestor {
  private final SigningKey key;
  private final Identity identity;
  private final InstantSource clock;

  /** Signs as somebody. */
  public Attestor(SigningKey key, Identity identity, InstantSource clock) {
    this.key = key;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * In whose name images are built.
   *
   * @param builder who builds
   * @param run the address of this run, such as that of a build in CI; empty if it has none
   */
  public record Identity(Provenance.Builder builder, String run) {}

  /** In whose name it signs. */
  public Identity identity() {
    return identity;
  }

  /** The time that it writes into what it signs. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Attaches all evidence to an image.
   *
   * @param image its manifest or index, which is in the repository
   */
  public void attest(
      RegistryClient client,
      String repository,
      OciDescriptor image,
      Provenance provenance,
      TestResult tests,
      JsonNode sbom)
      throws IOException, InterruptedException {
    String name = client.registry().name() + "/" + repository;
    EvidenceStore store = new EvidenceStore(client, repository);
    attach(store, name, image, Predicates.SBOM, sbom);
    attach(store, name, image, Predicates.TESTS, tests.toJson());
    attach(store, name, image, Predicates.PROVENANCE, provenance.toJson());
  }

  private void attach(
      EvidenceStore store, String name, OciDescriptor image, String type, JsonNode predicate)
      throws IOException, InterruptedException {
    store.attach(image, Statement.about(name, image.checkedDigest(), type, predicate), key);
  }
}
