package dev.serin.delivery.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReferrersTest {
  private static final String TYPE = "application/vnd.example+json";
  private static final int MOST = 1000;

  private final FakeRegistry registry;
  private final OciDescriptor image;

  ReferrersTest() throws Exception {
    registry = new FakeRegistry();
    Digest digest = registry.manifest("shop/cart", "main", OciLayout.MANIFEST_TYPE, "{}");
    image = new OciDescriptor(OciLayout.MANIFEST_TYPE, digest.value(), 2, Map.of());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Referrers referrers() {
    return new Referrers(
        registry.clients(Credentials.NONE).client(Registry.of(registry.name(), false)),
        "shop/cart");
  }

  @Test
  void whatIsAttachedIsListedAndReadBack() throws Exception {
    attachesAndReads();

    assertEquals(List.of("main"), registry.tags("shop/cart"));
  }

  @Test
  void aRegistryThatDoesNotKnowSubjectsHasTheListUnderATag() throws Exception {
    registry.old();

    attachesAndReads();

    String list = "sha256-" + image.checkedDigest().hex();
    assertEquals(List.of("main", list), registry.tags("shop/cart"));
  }

  private void attachesAndReads() throws Exception {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    Digest first = referrers().attach(image, TYPE, content, Map.of("a", "b"));
    referrers().attach(image, TYPE, content, Map.of("a", "c"));
    referrers().attach(image, TYPE, content, Map.of("a", "b"));

    List<Referrer> listed = referrers().of(image.checkedDigest());

    assertEquals(2, listed.size());
    Referrer found =
        listed.stream().filter(it -> it.digest().equals(first)).findFirst().orElseThrow();
    assertEquals(TYPE, found.artifactType());
    assertArrayEquals(
        content, referrers().content(found, image.checkedDigest(), MOST).orElseThrow());
  }

  @Test
  void anotherWritersEntryThatCameInBetweenIsKept() throws Exception {
    registry.old();
    AtomicInteger lists = new AtomicInteger();
    String tag = "sha256-" + image.checkedDigest().hex();
    registry.breakBy(
        exchange -> {
          boolean write =
              exchange.getRequestMethod().equals("PUT")
                  && exchange.getRequestURI().getPath().endsWith(tag);
          if (write && lists.getAndIncrement() == 0) {
            // Somebody else's list comes right after this one's and replaces it.
            registry.serve(exchange);
            registry.manifest(
                "shop/cart",
                tag,
                "application/vnd.oci.image.index.v1+json",
                "{\"manifests\":[{\"digest\":\"%s\"}]}".formatted(image.digest()));
            return true;
          }
          return false;
        });

    referrers().attach(image, TYPE, new byte[] {1}, Map.of());

    assertEquals(2, referrers().of(image.checkedDigest()).size());
  }

  @Test
  void nothingRefersToAnImageThatNobodyAttachedTo() throws Exception {
    assertTrue(referrers().of(image.checkedDigest()).isEmpty());
    registry.old();
    assertTrue(referrers().of(image.checkedDigest()).isEmpty());
  }

  @Test
  void anArtifactOfAnotherImageIsNotReadAsOneOfThis() throws Exception {
    Digest artifact = referrers().attach(image, TYPE, new byte[] {1}, Map.of());
    Referrer claimed = new Referrer(artifact, TYPE, Map.of());

    assertFalse(referrers().content(claimed, Digest.ofText("other"), MOST).isPresent());
    assertEquals(
        Optional.empty(),
        referrers()
            .content(
                new Referrer(Digest.ofText("gone"), TYPE, Map.of()), image.checkedDigest(), 9));
  }

  @Test
  void contentThatIsTooLargeOrNotWhatItsDigestSaysIsRefused() throws Exception {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    Referrer artifact =
        new Referrer(referrers().attach(image, TYPE, content, Map.of()), TYPE, Map.of());

    assertThrows(
        RegistryException.class, () -> referrers().content(artifact, image.checkedDigest(), 3));
    registry.corrupt("shop/cart@" + Digest.of(content), "changed");
    RegistryException error =
        assertThrows(
            RegistryException.class,
            () -> referrers().content(artifact, image.checkedDigest(), MOST));
    assertTrue(error.explanation().contains("cannot be trusted"), error::toString);
  }
}
