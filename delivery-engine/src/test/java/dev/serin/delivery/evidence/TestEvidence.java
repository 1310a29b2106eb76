package dev.serin.delivery.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.Credentials;
import dev.serin.delivery.registry.FakeRegistry;
import dev.serin.delivery.registry.Registry;
import dev.serin.delivery.registry.RegistryClient;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Images of the service cart in a registry in memory, and what is said about them. */
public final class TestEvidence implements AutoCloseable {
  /** When images were built. */
  public static final Instant BUILT = Instant.parse("2026-11-23T10:00:00Z");

  private static final TestResult GOOD = new TestResult(3, 0, 1);

  /** The registry. */
  public final FakeRegistry registry = new FakeRegistry();

  /** Starts an empty registry. */
  public TestEvidence() throws IOException {}

  /** The way to it. */
  public RegistryClient client() {
    return registry.clients(Credentials.NONE).client(Registry.of(registry.name(), false));
  }

  /** Puts an image there. */
  public OciDescriptor image(String tag, String content) {
    String manifest = "{\"config\":\"" + content + "\"}";
    return new OciDescriptor(
        OciLayout.MANIFEST_TYPE,
        registry.manifest("shop/cart", tag, OciLayout.MANIFEST_TYPE, manifest).value(),
        manifest.length(),
        Map.of());
  }

  /** How an image of these inputs was built. */
  public static Provenance provenance(String inputHash, String scope) {
    return new Provenance(
        new Provenance.Builder("https://ci.example/serin", "1"),
        new Provenance.Service("cart", "services/cart"),
        new Provenance.Source("https://git.example/shop", "1f2e3d4c5b6a"),
        scope,
        inputHash,
        "node20",
        Map.of("service", "cart"),
        List.of(new Provenance.Material("docker://docker.io/library/node:20-slim", "ab12")),
        new Provenance.Run("https://ci.example/17", BUILT.minusSeconds(60), BUILT));
  }

  /** Attaches all evidence, of good tests. */
  public void attest(OciDescriptor image, Provenance provenance, SigningKey key)
      throws IOException, InterruptedException {
    attest(image, provenance, GOOD, key);
  }

  /** Attaches all evidence. */
  public void attest(OciDescriptor image, Provenance provenance, TestResult tests, SigningKey key)
      throws IOException, InterruptedException {
    JsonNode sbom = JsonNodeFactory.instance.objectNode().put("bomFormat", "CycloneDX");
    new Attestor(
            key,
            new Attestor.Identity(provenance.builder(), provenance.run().id()),
            InstantSource.fixed(BUILT))
        .attest(client(), "shop/cart", image, provenance, tests, sbom);
  }

  @Override
  public void close() {
    registry.close();
  }
}
