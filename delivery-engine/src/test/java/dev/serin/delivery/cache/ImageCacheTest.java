package dev.serin.delivery.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.evidence.TestEvidence;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.evidence.trust.TrustedKey;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryPrefix;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wrong hit is a catastrophe: each way to one is tried here. */
@Timeout(30)
class ImageCacheTest {
  private static final Inputs INPUTS = new Inputs(Map.of("component", "tree 1f2e"));
  private static final Scope CHANGE = new Scope("change-17");

  private final TestEvidence there = new TestEvidence();
  private final SigningKey main = SigningKey.generate();
  private final SigningKey change = SigningKey.generate();
  private final TrustPolicy policy =
      new TrustPolicy(
          List.of(limited("main", main, Scope.MAIN), limited("change", change, CHANGE)));

  ImageCacheTest() throws Exception {}

  private static TrustedKey limited(String name, SigningKey key, Scope scope) {
    return new TrustedKey(name, key.verification(), Set.of(), Set.of(scope.name()), Set.of());
  }

  @AfterEach
  void stop() {
    there.close();
  }

  private Lookup find(Scope scope) throws Exception {
    return cache(scope).find("cart", INPUTS);
  }

  private ImageCache cache(Scope scope) {
    return new ImageCache(
        there.client(),
        RegistryPrefix.parse(there.registry.name() + "/shop", false),
        policy,
        scope,
        InstantSource.fixed(Instant.parse("2026-11-30T23:59:59Z")));
  }

  private OciDescriptor tagged(Scope scope, String content) {
    return there.image(scope.tag(INPUTS.hash()), content);
  }

  private static Provenance provenance(Scope scope) {
    return TestEvidence.provenance(INPUTS.hash(), scope.name());
  }

  @Test
  void anImageThatATrustedBuilderMadeOfTheSameInputsIsFoundWithItsTests() throws Exception {
    OciDescriptor image = tagged(Scope.MAIN, "one");
    there.attest(image, provenance(Scope.MAIN), main);

    CachedImage found = assertInstanceOf(Lookup.Hit.class, find(Scope.MAIN)).image();

    assertEquals(there.registry.name() + "/shop/cart@" + image.digest(), found.name());
    assertEquals(new TestResult(3, 0, 1), found.tests());
    assertEquals("node20", found.provenance().runtime());
  }

  @Test
  void otherInputsAreAMissThatSaysSo() throws Exception {
    assertMiss(find(Scope.MAIN), "no image in scope 'main' has these inputs");
  }

  @Test
  void aTagAloneIsNoHit() throws Exception {
    tagged(Scope.MAIN, "pushed by anybody");

    assertMiss(find(Scope.MAIN), "no trusted builder vouches");
  }

  @Test
  void aTagThatWasMovedToAnotherGoodImageIsNoHit() throws Exception {
    OciDescriptor other = tagged(Scope.MAIN, "an older image");
    there.attest(other, TestEvidence.provenance("0".repeat(64), "main"), main);

    assertMiss(find(Scope.MAIN), "no trusted builder vouches");
  }

  @Test
  void anImageOfAnotherServiceIsNoHit() throws Exception {
    OciDescriptor image = tagged(Scope.MAIN, "search");
    Provenance right = provenance(Scope.MAIN);
    Provenance other =
        new Provenance(
            right.builder(),
            new Provenance.Service("search", "services/search"),
            right.source(),
            right.scope(),
            right.inputHash(),
            right.runtime(),
            right.inputs(),
            right.materials(),
            right.run());
    there.attest(image, other, main);

    assertMiss(find(Scope.MAIN), "no trusted builder vouches");
  }

  @Test
  void aChangeRequestCannotPoisonTheMainLine() throws Exception {
    there.attest(tagged(Scope.MAIN, "evil"), provenance(Scope.MAIN), change);
    assertMiss(find(Scope.MAIN), "change may not build for the scope 'main'");

    there.attest(tagged(Scope.MAIN, "evil again"), provenance(CHANGE), change);
    assertMiss(find(Scope.MAIN), "no trusted builder vouches");
  }

  @Test
  void aChangeRequestFindsItsOwnImagesAndTheMainLines() throws Exception {
    OciDescriptor ofMain = tagged(Scope.MAIN, "main");
    there.attest(ofMain, provenance(Scope.MAIN), main);
    assertEquals(ofMain.checkedDigest(), digest(find(CHANGE)));

    OciDescriptor own = tagged(CHANGE, "own");
    there.attest(own, provenance(CHANGE), change);
    assertEquals(own.checkedDigest(), digest(find(CHANGE)));
    assertEquals(ofMain.checkedDigest(), digest(find(Scope.MAIN)));
    assertEquals(ofMain.checkedDigest(), digest(find(new Scope("change-18"))));
  }

  @Test
  void anImageWhoseTestsFailedOrAreNotThereIsNoHit() throws Exception {
    there.attest(tagged(Scope.MAIN, "one"), provenance(Scope.MAIN), new TestResult(1, 1, 0), main);

    assertMiss(find(Scope.MAIN), "no trusted builder vouches");
  }

  @Test
  void theImageThatWasBuiltLastTellsItsInputs() throws Exception {
    there.attest(there.image(Scope.MAIN.newest(), "one"), provenance(Scope.MAIN), main);

    assertEquals(Map.of("service", "cart"), cache(Scope.MAIN).last("cart").orElseThrow().inputs());
    assertTrue(cache(CHANGE).last("cart").isEmpty());
  }

  @Test
  void anImageThatIsUsedAgainIsTheScopesNewestAndMarked() throws Exception {
    OciDescriptor image = tagged(Scope.MAIN, "one");
    there.attest(image, provenance(Scope.MAIN), main);
    CachedImage found = assertInstanceOf(Lookup.Hit.class, find(CHANGE)).image();

    cache(CHANGE).markUsed("cart", found);

    String mark = "_used-2026-11-" + image.checkedDigest().hex();
    assertEquals(
        Set.of(Scope.MAIN.tag(INPUTS.hash()), "change-17", mark),
        Set.copyOf(there.registry.tags("shop/cart")));
    assertEquals(Instant.parse("2026-12-01T00:00:00Z"), UseMark.parse(mark).orElseThrow().latest());
    for (String other : List.of("_used-2026-13-" + "0".repeat(64), "used-2026-11-x", "main")) {
      assertTrue(UseMark.parse(other).isEmpty(), other);
    }
  }

  @Test
  void aScopesNameMustFitIntoATag() {
    assertEquals(113, new Scope("c" + "x".repeat(47)).tag("0".repeat(64)).length());
    for (String name : List.of("", "Main", "a/b", "-a", "x".repeat(51), "a b")) {
      assertThrows(UserError.class, () -> new Scope(name), name);
    }
  }

  private static Object digest(Lookup lookup) {
    return assertInstanceOf(Lookup.Hit.class, lookup).image().digest();
  }

  private static void assertMiss(Lookup lookup, String reason) {
    List<String> reasons = assertInstanceOf(Lookup.Miss.class, lookup).reasons();
    assertTrue(String.join("\n", reasons).contains(reason), reasons::toString);
  }
}
