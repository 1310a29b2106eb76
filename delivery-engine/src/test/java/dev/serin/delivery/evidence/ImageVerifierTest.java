package dev.serin.delivery.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Predicates;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.Statement;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.store.EvidenceStore;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.evidence.trust.TrustedKey;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.Credentials;
import dev.serin.delivery.registry.RegistryException;
import dev.serin.delivery.registry.RemoteImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImageVerifierTest {
  private final TestEvidence there = new TestEvidence();
  private final SigningKey key = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private final TrustPolicy policy =
      new TrustPolicy(List.of(TrustedKey.unlimited("main", key.verification())));

  ImageVerifierTest() throws Exception {}

  @AfterEach
  void stop() {
    there.close();
  }

  private Verdict verify(String reference, TrustPolicy trusted, Demands demands) throws Exception {
    RemoteImage image = RemoteImage.parse(there.registry.name() + "/shop/cart" + reference, false);
    return new ImageVerifier(there.registry.clients(Credentials.NONE), trusted, demands)
        .verify(image);
  }

  @Test
  void anImageWithAllEvidenceIsVerifiedAndSaysWhoBuiltItFromWhat() throws Exception {
    OciDescriptor image = there.image("main", "one");
    there.attest(image, TestEvidence.provenance("ab", "main"), key);

    Verdict verdict = verify(":main", policy, Demands.ALL);

    assertTrue(verdict.good(), verdict::toString);
    assertTrue(verdict.image().endsWith("/shop/cart@" + image.digest()));
    assertEquals(
        TestEvidence.provenance("ab", "main").toJson(),
        verdict.evidence().provenance().get(0).content().toJson());
    assertEquals(new TestResult(3, 0, 1), verdict.evidence().tests().get(0).content());
    assertEquals(1, verdict.evidence().sboms().size());
  }

  @Test
  void anOldRegistryDoesAsWell() throws Exception {
    there.registry.old();
    there.attest(there.image("main", "one"), TestEvidence.provenance("ab", "main"), key);

    assertTrue(verify(":main", policy, Demands.ALL).good());
  }

  @Test
  void whatAStrangerSignedDoesNotCountAndIsNoted() throws Exception {
    there.attest(there.image("main", "one"), TestEvidence.provenance("ab", "main"), stranger);

    Verdict verdict = verify(":main", policy, Demands.ALL);

    assertFalse(verdict.good());
    assertTrue(verdict.unmet().get(0).contains("no provenance by a trusted key"));
    assertEquals(List.of("3 more signed by keys that are not trusted"), verdict.evidence().notes());
  }

  @Test
  void evidenceThatIsCopiedFromAnotherImageDoesNotCount() throws Exception {
    OciDescriptor good = there.image("main", "good");
    OciDescriptor bad = there.image("evil", "bad");
    for (var predicate : List.of(Predicates.PROVENANCE, Predicates.TESTS, Predicates.SBOM)) {
      new EvidenceStore(there.client(), "shop/cart")
          .attach(
              bad,
              Statement.about(
                  "cart",
                  good.checkedDigest(),
                  predicate,
                  TestEvidence.provenance("ab", "main").toJson()),
              key);
    }

    Verdict verdict = verify(":evil", policy, Demands.ALL);

    assertFalse(verdict.good());
    assertEquals(3, verdict.evidence().notes().size());
  }

  @Test
  void aKeyVouchesOnlyForWhatThePolicyLetsItVouch() throws Exception {
    there.attest(there.image("main", "one"), TestEvidence.provenance("ab", "main"), key);
    Set<String> any = Set.of();

    for (TrustedKey limited :
        List.of(
            new TrustedKey("k", key.verification(), Set.of("https://other.example"), any, any),
            new TrustedKey("k", key.verification(), any, Set.of("change-1"), any),
            new TrustedKey("k", key.verification(), any, any, Set.of("https://git.example/x")))) {
      Verdict verdict = verify(":main", new TrustPolicy(List.of(limited)), Demands.ALL);

      assertFalse(verdict.good(), limited::toString);
      assertTrue(verdict.evidence().notes().get(0).startsWith("k may not"), verdict::toString);
      assertTrue(verdict.evidence().tests().isEmpty());
    }
    TrustedKey fitting =
        new TrustedKey(
            "k",
            key.verification(),
            Set.of("https://ci.example/serin"),
            Set.of("main"),
            Set.of("https://git.example/shop"));
    assertTrue(verify(":main", new TrustPolicy(List.of(fitting)), Demands.ALL).good());
  }

  @Test
  void aKeyOfAnotherScopeAddsNothingToTheMainLines() throws Exception {
    OciDescriptor image = there.image("main", "one");
    Set<String> any = Set.of();
    TrustPolicy both =
        new TrustPolicy(
            List.of(
                new TrustedKey("main", key.verification(), any, Set.of("main"), any),
                new TrustedKey("change", stranger.verification(), any, Set.of("change-1"), any)));
    TestResult failed = new TestResult(0, 1, 0);
    there.attest(image, TestEvidence.provenance("ab", "main"), failed, key);
    there.attest(image, TestEvidence.provenance("ab", "change-1"), stranger);
    Demands ofMain =
        new Demands(
            Set.of(EvidenceKind.TESTS), Optional.empty(), Optional.empty(), Optional.of("main"));

    assertEquals(List.of("its tests failed"), verify(":main", both, ofMain).unmet());
  }

  @Test
  void whateverIsAttachedThatIsNoEvidenceIsLeftOut() throws Exception {
    OciDescriptor image = there.image("main", "one");
    there.attest(image, TestEvidence.provenance("ab", "main"), key);
    there.registry.manifest(
        "shop/cart",
        "junk",
        OciLayout.MANIFEST_TYPE,
        "{\"artifactType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"layers\":[{\"digest\":\"x\"}],\"subject\":{\"digest\":\"%s\"}}"
            .formatted(image.digest()));

    assertTrue(verify(":main", policy, Demands.ALL).good());
  }

  @Test
  void theSourceCommitAndScopeMustBeThoseThatWereAskedFor() throws Exception {
    there.attest(there.image("main", "one"), TestEvidence.provenance("ab", "main"), key);

    assertTrue(
        verify(":main", policy, demands("https://git.example/shop", "1f2e3d4", "main")).good());
    assertFalse(
        verify(":main", policy, demands("https://git.example/x", "1f2e3d4", "main")).good());
    assertFalse(
        verify(":main", policy, demands("https://git.example/shop", "1f2e3d5", "main")).good());
    assertFalse(
        verify(":main", policy, demands("https://git.example/shop", "1f2e3d4", "x")).good());
  }

  private static Demands demands(String source, String commit, String scope) {
    return new Demands(
        Set.of(EvidenceKind.PROVENANCE),
        Optional.of(source),
        Optional.of(commit),
        Optional.of(scope));
  }

  @Test
  void failedTestsAndMissingKindsAreNamed() throws Exception {
    OciDescriptor image = there.image("main", "one");
    there.attest(image, TestEvidence.provenance("ab", "main"), new TestResult(1, 1, 0), key);
    assertEquals(List.of("its tests failed"), verify(":main", policy, Demands.ALL).unmet());

    OciDescriptor bare = there.image("bare", "two");
    Provenance provenance = TestEvidence.provenance("cd", "main");
    new EvidenceStore(there.client(), "shop/cart")
        .attach(
            bare,
            Statement.about(
                "cart", bare.checkedDigest(), Predicates.PROVENANCE, provenance.toJson()),
            key);
    assertEquals(2, verify(":bare", policy, Demands.ALL).unmet().size());
  }

  @Test
  void aProvenanceWithoutABuilderIsNone() throws Exception {
    OciDescriptor image = there.image("main", "one");
    new EvidenceStore(there.client(), "shop/cart")
        .attach(
            image,
            Statement.about(
                "cart",
                image.checkedDigest(),
                Predicates.PROVENANCE,
                JsonNodeFactory.instance.objectNode()),
            key);

    assertTrue(
        verify(":main", policy, Demands.ALL).evidence().notes().get(0).contains("no builder"));
  }

  @Test
  void anImageThatIsNotThereIsSaidSo() {
    RegistryException error =
        assertThrows(RegistryException.class, () -> verify(":gone", policy, Demands.ALL));

    assertTrue(error.explanation().contains("the tag gone"), error::toString);
  }
}
