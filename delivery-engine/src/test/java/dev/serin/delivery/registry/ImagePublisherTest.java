package dev.serin.delivery.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.Credential;
import com.sun.net.httpserver.HttpExchange;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ImagePublisherTest {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final OciLayout layout;
  private final FakeRegistry registry = new FakeRegistry();

  ImagePublisherTest(@TempDir Path folder) throws Exception {
    layout = OciLayout.create(folder.resolve("images"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theRegistryHasTheVeryBytesOfTheLayoutUnderDigestAndTag() throws Exception {
    Digest image = image("layer one", "layer two");

    PublishedImage published = registry.publisher().publish(layout, image, "cart", "0a1b");

    assertEquals(registry.name() + "/shop/cart@" + image, published.name());
    assertEquals(3, published.sent());
    assertArrayEquals(layout.readBlob(image), registry.manifests.get("shop/cart@" + image));
    assertArrayEquals(layout.readBlob(image), registry.manifests.get("shop/cart@0a1b"));
    assertEquals(3, registry.blobs.size());
  }

  @Test
  void anIndexComesAfterAllThatItLists() throws Exception {
    Digest amd = image("for amd64");
    Digest arm = image("for arm64");
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",  \"manifests\":[%s,%s]}"
            .formatted(
                INDEX,
                descriptor(OciLayout.MANIFEST_TYPE, amd),
                descriptor(OciLayout.MANIFEST_TYPE, arm));
    Digest digest = layout.addBlob(index.getBytes(StandardCharsets.UTF_8));

    registry.publisher().publish(layout, digest, "cart", "both");

    assertArrayEquals(layout.readBlob(digest), registry.manifests.get("shop/cart@" + digest));
    assertEquals(INDEX, registry.types.get("shop/cart@both"));
    List<String> puts =
        registry.requests.stream().filter(it -> it.startsWith("PUT /v2/shop/cart/man")).toList();
    assertTrue(puts.get(0).endsWith(amd.value()), puts::toString);
    assertTrue(puts.get(1).endsWith(arm.value()), puts::toString);
    assertTrue(puts.get(2).endsWith(digest.value()), puts::toString);
  }

  @Test
  void whatIsThereIsNotSentAgainAndOtherRepositoriesLendWhatTheyHave() throws Exception {
    ImagePublisher publisher = registry.publisher();
    publisher.publish(layout, image("shared", "cart"), "cart", "1");
    long uploads = registry.count("PUT /upload");

    PublishedImage again = publisher.publish(layout, image("shared", "cart"), "cart", "1");
    PublishedImage other = publisher.publish(layout, image("shared", "search"), "search", "2");

    assertEquals(3, again.present());
    assertEquals(0, again.sent());
    assertEquals(1, other.mounted());
    assertEquals(2, other.sent());
    assertEquals(uploads + 2, registry.count("PUT /upload"));
  }

  @Test
  void theLayersOfTheBaseImageAreLentByItsOwnRepository() throws Exception {
    registry.blob("library/node", "base layer".getBytes(StandardCharsets.UTF_8));
    String annotations =
        ",\"annotations\":{\"org.opencontainers.image.base.name\":\"docker.io/library/node:20-slim\"}";

    PublishedImage published =
        registry
            .publisher()
            .publish(layout, imageWith(annotations, "base layer", "cart"), "cart", "1");

    assertEquals(1, published.mounted());
  }

  @Test
  void aRegistryThatRefusesToLendGetsTheBlob() throws Exception {
    ImagePublisher publisher = registry.publisher();
    publisher.publish(layout, image("shared"), "cart", "1");
    registry.breakBy(
        exchange -> {
          boolean mounts = FakeRegistry.query(exchange, "mount").isPresent();
          if (mounts) {
            FakeRegistry.answer(exchange, 403, "");
          }
          return mounts;
        });

    assertEquals(2, publisher.publish(layout, image("shared"), "search", "2").sent());
  }

  @Test
  void anUploadThatIsCutOffIsTakenUpWithoutSendingTheRestAgain() throws Exception {
    AtomicInteger cuts = new AtomicInteger();
    registry.breakBy(
        exchange -> {
          boolean cut =
              exchange.getRequestURI().getPath().startsWith("/upload")
                  && cuts.getAndIncrement() == 1;
          if (cut) {
            exchange.getRequestBody().readNBytes(2);
          }
          return cut;
        });

    PublishedImage published =
        registry.publisher().publish(layout, image("one", "two"), "cart", "1");

    assertEquals(3, published.sent());
    assertEquals(4, registry.count("PUT /upload"));
    assertEquals(1, registry.pauses.size());
  }

  @Test
  void aRegistryThatIsBusyIsLeftAloneAsLongAsItAsks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    registry.breakBy(
        exchange -> {
          if (asked.getAndIncrement() > 1) {
            return false;
          }
          exchange.getResponseHeaders().set("Retry-After", "7");
          FakeRegistry.answer(exchange, 429, "");
          return true;
        });

    registry.publisher().publish(layout, image("one"), "cart", "1");

    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(7)), registry.pauses);
  }

  @Test
  void pausesGrowAndThePatienceEnds() throws Exception {
    registry.breakBy(
        exchange -> {
          boolean begins = exchange.getRequestMethod().equals("POST");
          if (begins) {
            FakeRegistry.answer(exchange, 503, "{\"errors\":[{\"code\":\"DOWN\"}]}");
          }
          return begins;
        });

    RegistryException problem =
        assertThrows(RegistryException.class, () -> publish(image("one"), "cart"));

    assertTrue(problem.explanation().contains("status 503: DOWN"), problem::explanation);
    assertEquals(5, registry.pauses.size());
    for (int index = 0; index < 5; index++) {
      long most = 500L << index;
      long pause = registry.pauses.get(index).toMillis();
      assertTrue(pause >= most / 2 && pause <= most, registry.pauses::toString);
    }
  }

  @Test
  void aRegistryThatAsksForMorePatienceThanThereIsFailsAtOnce() throws Exception {
    registry.breakBy(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "Thu, 01 Jan 1970 01:00:00 GMT");
          FakeRegistry.answer(exchange, 429, "");
          return true;
        });

    assertThrows(RegistryException.class, () -> publish(image("one"), "cart"));
    assertEquals(List.of(), registry.pauses);
  }

  @Test
  void aFullRegistryIsNamedAtOnce() throws Exception {
    registry.breakBy(exchange -> onUpload(exchange, 507));

    RegistryException problem =
        assertThrows(RegistryException.class, () -> publish(image("one"), "cart"));

    assertTrue(problem.explanation().contains("has no room left"), problem::explanation);
    assertEquals(1, registry.count("PUT /upload"));
    assertTrue(registry.manifests.isEmpty());
  }

  @Test
  void aRegistryThatGivesOtherContentThanItTookIsNotBelieved() throws Exception {
    Digest image = image("one");
    registry.breakBy(
        exchange -> {
          boolean read =
              exchange.getRequestMethod().equals("GET")
                  && exchange.getRequestURI().getPath().contains("/manifests/");
          if (read) {
            FakeRegistry.answer(exchange, 200, "{\"schemaVersion\":2}");
          }
          return read;
        });

    RegistryException problem = assertThrows(RegistryException.class, () -> publish(image, "cart"));

    assertTrue(problem.explanation().contains("cannot be trusted"), problem::explanation);
  }

  @Test
  void aRegistryThatNamesAnotherDigestIsNotBelieved() throws Exception {
    for (String method : List.of("/upload", "/v2/shop/cart/manifests/")) {
      registry.breakBy(
          exchange -> {
            boolean lie =
                exchange.getRequestMethod().equals("PUT")
                    && exchange.getRequestURI().getPath().startsWith(method);
            if (lie) {
              exchange.getRequestBody().readAllBytes();
              exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:beef");
              FakeRegistry.answer(exchange, 201, "");
            }
            return lie;
          });

      RegistryException problem =
          assertThrows(RegistryException.class, () -> publish(image(method), "cart"));

      assertTrue(problem.explanation().contains("cannot be trusted"), problem::explanation);
    }
  }

  @Test
  void aRegistryThatLosesOrShortensABlobIsNotBelieved() throws Exception {
    registry.breakBy(exchange -> onUpload(exchange, 201));
    RegistryException lost =
        assertThrows(RegistryException.class, () -> publish(image("one"), "cart"));
    assertTrue(lost.explanation().contains("does not have it"), lost::explanation);

    registry.breakBy(exchange -> false);
    Digest image = image("two");
    registry.blobs.put("shop/cart@" + Digest.ofText("two"), new byte[1]);
    RegistryException shortened =
        assertThrows(RegistryException.class, () -> publish(image, "cart"));
    assertTrue(shortened.explanation().contains("1 bytes instead of 3"), shortened::explanation);
  }

  @Test
  void aBlobThatWasChangedOnDiskIsNotSent() throws Exception {
    Digest image = image("one");
    Path blob = layout.verifiedBlob(Digest.ofText("one"));
    Files.writeString(blob, "eno");

    assertThrows(IOException.class, () -> publish(image, "cart"));
    assertTrue(registry.blobs.isEmpty());
  }

  @Test
  void aTokenIsFetchedWithTheCredentialsAndUsedForWhatItIsGoodFor() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    registry.breakBy(exchange -> tokens(exchange, seen));
    Credentials credentials = name -> Optional.of(Credential.from("me", "secret"));
    ImagePublisher publisher =
        new ImagePublisher(
            registry.clients(credentials), RegistryPrefix.parse(registry.name() + "/shop", false));

    publisher.publish(layout, image("one"), "cart", "1");

    assertTrue(
        seen.contains("token repository:shop/cart:pull,push Basic bWU6c2VjcmV0"), seen::toString);
    assertTrue(seen.size() <= 2, seen::toString);
  }

  @Test
  void credentialsThatAreRefusedAreSaidSo() throws Exception {
    registry.breakBy(
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
          FakeRegistry.answer(exchange, 401, "");
          return true;
        });
    RegistryException none =
        assertThrows(RegistryException.class, () -> publish(image("one"), "cart"));
    assertTrue(none.explanation().contains("docker login " + registry.name()), none::explanation);

    ImagePublisher wrong =
        new ImagePublisher(
            registry.clients(name -> Optional.of(Credential.from("me", "wrong"))),
            RegistryPrefix.parse(registry.name() + "/shop", false));
    RegistryException refused =
        assertThrows(
            RegistryException.class, () -> wrong.publish(layout, image("one"), "cart", "1"));
    assertTrue(refused.explanation().contains("does not allow"), refused::explanation);
    assertFalse(refused.explanation().contains("wrong"), refused::explanation);
  }

  @Test
  void credentialsAreNotSentWhereAnUploadIsLedElsewhere() throws Exception {
    List<String> leaked = new ArrayList<>();
    try (FakeRegistry elsewhere = new FakeRegistry()) {
      elsewhere.breakBy(
          exchange -> {
            leaked.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            exchange.getRequestBody().readAllBytes();
            FakeRegistry.answer(exchange, 201, "");
            return true;
          });
      registry.breakBy(
          exchange -> {
            if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
              exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
              FakeRegistry.answer(exchange, 401, "");
              return true;
            }
            if (exchange.getRequestMethod().equals("POST")) {
              exchange.getResponseHeaders().set("Location", "http://" + elsewhere.name() + "/up");
              FakeRegistry.answer(exchange, 202, "");
              return true;
            }
            return false;
          });
      ImagePublisher publisher =
          new ImagePublisher(
              registry.clients(name -> Optional.of(Credential.from("me", "secret"))),
              RegistryPrefix.parse(registry.name() + "/shop", false));

      assertThrows(
          RegistryException.class, () -> publisher.publish(layout, image("one"), "cart", "1"));
      assertEquals(1, elsewhere.count("PUT /up"));
    }
    assertEquals(List.of(), leaked);
  }

  private void publish(Digest image, String service) throws IOException, InterruptedException {
    registry.publisher().publish(layout, image, service, "1");
  }

  private static boolean onUpload(HttpExchange exchange, int status) throws IOException {
    boolean upload = exchange.getRequestURI().getPath().startsWith("/upload");
    if (upload) {
      exchange.getRequestBody().readAllBytes();
      FakeRegistry.answer(exchange, status, "");
    }
    return upload;
  }

  /** Gives tokens to who shows credentials, and wants one for everything else. */
  private boolean tokens(HttpExchange exchange, List<String> seen) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (exchange.getRequestURI().getPath().equals("/token")) {
      seen.add("token " + FakeRegistry.query(exchange, "scope").orElse("") + " " + authorization);
      FakeRegistry.answer(exchange, 200, "{\"token\":\"good\"}");
      return true;
    }
    if (!"Bearer good".equals(authorization)) {
      String challenge = "Bearer realm=\"http://%s/token\",service=\"fake\"";
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge.formatted(registry.name()));
      FakeRegistry.answer(exchange, 401, "");
      return true;
    }
    return false;
  }

  private Digest image(String... layers) throws IOException {
    return imageWith("", layers);
  }

  private Digest imageWith(String annotations, String... layers) throws IOException {
    List<String> descriptors = new ArrayList<>();
    for (String layer : layers) {
      Digest digest = layout.addBlob(layer.getBytes(StandardCharsets.UTF_8));
      descriptors.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", digest));
    }
    Digest config =
        layout.addBlob(("{\"for\":\"" + List.of(layers) + "\"}").getBytes(StandardCharsets.UTF_8));
    String manifest =
        "{\"schemaVersion\":2, \"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]%s}"
            .formatted(
                OciLayout.MANIFEST_TYPE,
                descriptor("application/vnd.oci.image.config.v1+json", config),
                String.join(",", descriptors),
                annotations);
    return layout.addBlob(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private String descriptor(String type, Digest digest) throws IOException {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(type, digest, layout.readBlob(digest).length);
  }
}
