package dev.serin.delivery.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.evidence.TestEvidence;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.evidence.trust.TrustedKey;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GarbageCollectorTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestEvidence there = new TestEvidence();
  private final SigningKey key = SigningKey.generate();
  private final Needed needed = new Needed();

  GarbageCollectorTest() throws Exception {}

  @AfterEach
  void stop() {
    there.close();
  }

  private GarbageCollector collector(Duration afterBuilt) {
    return new GarbageCollector(
        there.client(),
        new TrustPolicy(List.of(TrustedKey.unlimited("main", key.verification()))),
        TestEvidence.BUILT.plus(afterBuilt));
  }

  private OciDescriptor built(String tag, String content) throws Exception {
    OciDescriptor image = there.image(tag, content);
    there.attest(image, TestEvidence.provenance(tag, "main"), key);
    return image;
  }

  private static String hash(int number) {
    return String.valueOf(number).repeat(64);
  }

  private Map<Digest, Boolean> kept(Duration afterBuilt) throws Exception {
    return collector(afterBuilt).plan("shop/cart", needed).stream()
        .collect(Collectors.toMap(Collected::digest, Collected::kept));
  }

  @Test
  void onlyWhatNobodyNeedsAndIsOldEnoughMayGo() throws Exception {
    OciDescriptor old = built(hash(1), "old");
    OciDescriptor released = built(hash(2), "released");
    OciDescriptor newest = built(hash(3), "newest");
    there.image("main", "newest");
    OciDescriptor byTag = built("change-17-" + hash(4), "by tag");
    OciDescriptor ofClosedChange = built("change-18-" + hash(5), "of a closed change request");
    there.image("change-18", "of a closed change request");
    needed.addImage("registry.example/shop/cart@" + released.digest(), "is in a release");
    needed.addImage("registry.example:5000/shop/cart:change-17-" + hash(4), "is in the cluster");

    assertEquals(
        Map.of(
            old.checkedDigest(), false,
            released.checkedDigest(), true,
            newest.checkedDigest(), true,
            byTag.checkedDigest(), true,
            ofClosedChange.checkedDigest(), false),
        kept(DAY));
    assertTrue(kept(DAY.negated()).values().stream().allMatch(kept -> kept));
  }

  @Test
  void anImageOfUnknownAgeStays() throws Exception {
    OciDescriptor unsigned = there.image(hash(1), "unsigned");
    OciDescriptor foreign = there.image(hash(2), "foreign");
    there.attest(foreign, TestEvidence.provenance("x", "main"), SigningKey.generate());

    assertEquals(Map.of(unsigned.checkedDigest(), true, foreign.checkedDigest(), true), kept(DAY));
  }

  @Test
  void whatOthersHaveTaggedIsNotEvenLookedAt() throws Exception {
    there.image("1.2.3", "somebody else's");

    assertTrue(kept(DAY).isEmpty());
  }

  @Test
  void anImageThatWasTakenFromTheCacheIsAsYoungAsThat() throws Exception {
    OciDescriptor old = built(hash(1), "old");
    OciDescriptor other = built(hash(2), "other");
    there.image("_used-2026-11-" + old.checkedDigest().hex(), "other");

    assertEquals(
        Map.of(old.checkedDigest(), true, other.checkedDigest(), false), kept(DAY.multipliedBy(7)));
    assertEquals(
        Map.of(old.checkedDigest(), false, other.checkedDigest(), false),
        kept(DAY.multipliedBy(9)));
  }

  private Digest index(String tag, OciDescriptor... parts) throws Exception {
    String list =
        Arrays.stream(parts)
            .map(part -> "{\"digest\":\"%s\"}".formatted(part.digest()))
            .collect(Collectors.joining(","));
    String content = "{\"manifests\":[%s]}".formatted(list);
    return there.registry.manifest("shop/cart", tag, OciLayout.INDEX_TYPE, content);
  }

  @Test
  void anImageThatAnIndexListsStays() throws Exception {
    OciDescriptor part = built(hash(1), "for amd64");
    index("1.0", part);

    assertEquals(Map.of(part.checkedDigest(), true), kept(DAY));
  }

  @Test
  void anImageThatANeededIndexWithoutATagListsStaysHoweverDeep() throws Exception {
    OciDescriptor part = built(hash(1), "for amd64");
    Digest inner = index("inner", part);
    Digest outer =
        index("outer", new OciDescriptor(OciLayout.INDEX_TYPE, inner.value(), 1, Map.of()));
    there.registry.untag("shop/cart", "inner");
    there.registry.untag("shop/cart", "outer");
    assertEquals(Map.of(part.checkedDigest(), false), kept(DAY));

    needed.add(outer, "is deployed");

    assertEquals(Map.of(part.checkedDigest(), true), kept(DAY));
  }

  @Test
  void anIndexStaysForAPartOfItThatIsNeededAndElseGoesWithItsParts() throws Exception {
    OciDescriptor part = there.image("part", "for arm64");
    OciDescriptor shared = there.image("shared", "for amd64");
    Digest index = index(hash(1), part, shared);
    index("1.0", shared);
    there.registry.untag("shop/cart", "part");
    there.registry.untag("shop/cart", "shared");
    there.attest(
        new OciDescriptor(OciLayout.INDEX_TYPE, index.value(), 1, Map.of()),
        TestEvidence.provenance(hash(1), "main"),
        key);

    Collected going = collector(DAY).plan("shop/cart", needed).get(0);
    assertEquals(Set.of(part.checkedDigest()), going.parts());
    needed.add(part.checkedDigest(), "runs in a pod");
    assertEquals(Map.of(index, true), kept(DAY));
  }

  @Test
  void anImageGoesWithItsEvidenceAndLeavesTheOthersAlone() throws Exception {
    built(hash(1), "old");
    OciDescriptor other = built(hash(2), "other");
    needed.add(other.checkedDigest(), "is needed");
    GarbageCollector collector = collector(DAY);

    for (Collected image : collector.plan("shop/cart", needed)) {
      if (!image.kept()) {
        collector.delete(image);
      }
    }

    assertEquals(List.of(hash(2)), there.registry.tags("shop/cart"));
    assertEquals(Map.of(other.checkedDigest(), true), kept(DAY));
    assertTrue(there.registry.count("DELETE") >= 4);
  }

  @Test
  void theListOfEvidenceInAnOldRegistryGoesToo() throws Exception {
    there.registry.old();
    built(hash(1), "old");
    GarbageCollector collector = collector(DAY);

    collector.delete(collector.plan("shop/cart", needed).get(0));

    assertEquals(List.of(), there.registry.tags("shop/cart"));
  }

  @Test
  void whatStaysCannotBeDeleted() throws Exception {
    Collected kept = new Collected("shop/cart", Digest.ofText("x"), true, "is needed", Set.of());

    assertThrows(IllegalArgumentException.class, () -> collector(DAY).delete(kept));
  }
}
