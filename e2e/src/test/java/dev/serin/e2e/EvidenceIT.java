package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.LocalRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service is built once, signed, found by everybody who trusts its builder, verified, and freed
 * again: all in a real registry, by {@code ./serin}.
 */
@Tag("api")
class EvidenceIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("set by JUnit");
  private LocalRegistry registry;
  private Path shop;

  @BeforeEach
  void start() throws IOException {
    shop = folder.resolve("shop");
    write("cart/package.json", "{\"name\": \"cart\", \"scripts\": {\"start\": \"node main.js\"}}");
    write("cart/main.js", "console.log('cart')\n");
    git("init", "-q");
    commit();
    registry = LocalRegistry.start(folder);
    serin("key", "main.pem").succeed();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void whatIsBuiltOnceIsFoundFromThenOnByThoseWhoTrustItsBuilder() throws Exception {
    String image = image(build("--sign", "main.pem").succeed().out());

    // Another clone has nothing but the public key.
    Command.of("git", "clone", "-q", shop.toString(), folder.resolve("clone").toString())
        .in(folder)
        .succeed();
    Command.Result found =
        serin(
                "-C",
                folder.resolve("clone").toString(),
                "build",
                "--no-base",
                "--json",
                "--push",
                registry.address() + "/shop",
                "--trust",
                shop.resolve("main.pem.pub").toString())
            .run();
    assertEquals(0, found.exitCode(), found::toString);
    assertTrue(found.err().contains("cart: found in the registry"), found::err);
    assertEquals(image, image(found.out()));
    assertFalse(
        Files.exists(
            folder
                .resolve("clone/.serin/images/blobs/sha256")
                .resolve(image.substring(image.lastIndexOf(':') + 1))));

    JsonNode why = why();
    assertTrue(why.path("found").asBoolean(), why::toString);
    assertEquals(image, why.path("image").asText());

    Command.Result again = build("--sign", "main.pem", "--no-cache").run();
    assertEquals(image, image(again.out()));
    assertTrue(again.err().contains("cart: done"), again::err);
  }

  @Test
  void aChangeIsBuiltAndTheCacheSaysWhy() throws Exception {
    build("--sign", "main.pem").succeed();
    write("cart/main.js", "console.log('changed')\n");
    commit();

    JsonNode why = why();
    assertFalse(why.path("found").asBoolean(), why::toString);
    List<String> differences = new ArrayList<>();
    why.path("differences").fieldNames().forEachRemaining(differences::add);
    assertEquals(List.of("component \"cart\""), differences);
    assertTrue(build("--sign", "main.pem").succeed().err().contains("cart: done"));
  }

  @Test
  void anImageSaysWhoBuiltItFromWhatAndOnlyTrustedKeysCount() throws Exception {
    Command.Result built = build("--sign", "-").reading(shop.resolve("main.pem")).succeed();
    String image = image(built.out());
    assertFalse(built.err().contains("can read the signing key"), built::err);
    serin("key", "other.pem").succeed();

    Command.Result good = serin("verify", image, "--trust", "main.pem.pub", "--json").run();
    assertEquals(0, good.exitCode(), good::toString);
    JsonNode verdict = JSON.readTree(good.out());
    assertEquals(Set.of(), problems("verification", verdict));
    JsonNode provenance = verdict.at("/images/0/provenance/0");
    assertEquals(head(), provenance.path("commit").asText());
    assertEquals("https://ci.example/serin", provenance.path("builder").asText());

    assertEquals(
        0, serin("verify", ".serin/release.json", "--trust", "main.pem.pub").run().exitCode());
    Command.Result stranger = serin("verify", image, "--trust", "other.pem.pub").run();
    assertEquals(1, stranger.exitCode(), stranger::toString);
    assertTrue(stranger.out().contains("NOT verified"), stranger::out);
    assertEquals(
        1,
        serin("verify", image, "--trust", "main.pem.pub", "--commit", "0123456").run().exitCode());
    assertEquals(2, serin("verify", image).run().exitCode());
  }

  @Test
  void aChangeRequestsImageIsNotTheMainLines() throws Exception {
    serin("key", "change.pem").succeed();
    Files.writeString(
        shop.resolve("policy.yaml"),
        """
        apiVersion: serin.dev/v1
        kind: TrustPolicy
        keys:
          - {file: main.pem.pub, scopes: [main]}
          - {file: change.pem.pub, scopes: [change-17]}
        """);
    build("--sign", "change.pem", "--scope", "change-17", "--trust", "policy.yaml").succeed();

    Command.Result again =
        build("--sign", "change.pem", "--scope", "change-17", "--trust", "policy.yaml").run();
    assertTrue(again.err().contains("cart: found"), again::err);
    Command.Result main = build("--sign", "main.pem", "--trust", "policy.yaml").run();
    assertTrue(main.err().contains("cart: done"), main::err);
    Command.Result next =
        build("--sign", "change.pem", "--scope", "change-18", "--trust", "policy.yaml").run();
    assertTrue(next.err().contains("cart: found"), next::err);
  }

  @Test
  void onlyWhatNobodyNeedsIsFreed() throws Exception {
    String first = image(build("--sign", "main.pem").succeed().out());
    Files.copy(shop.resolve(".serin/release.json"), folder.resolve("deployed.json"));
    write("cart/main.js", "console.log('second')\n");
    commit();
    String second = image(build("--sign", "main.pem").succeed().out());
    write("cart/main.js", "console.log('third')\n");
    commit();
    String third = image(build("--sign", "main.pem").succeed().out());
    String[] gc = {
      "gc",
      registry.address() + "/shop",
      "--services",
      "cart",
      "--older-than",
      "0",
      "--keep",
      folder.resolve("deployed.json").toString(),
      "--trust",
      "main.pem.pub"
    };

    assertTrue(serin(gc).succeed().out().contains("may go   shop/cart@" + digest(second)));
    assertEquals(0, verify(second));
    String[] delete = Stream.concat(Stream.of(gc), Stream.of("--delete")).toArray(String[]::new);
    Command.Result deleted = serin(delete).succeed();

    assertTrue(deleted.out().contains("deleted  shop/cart@" + digest(second)), deleted::out);
    assertEquals(0, verify(first));
    assertEquals(0, verify(third));
    assertNotEquals(0, verify(second));
    Command.Result careless = serin("gc", registry.address() + "/shop", "--services", "cart").run();
    assertEquals(2, careless.exitCode(), careless::toString);
  }

  /** The judge from outside: cosign reads what Serin signs, and Serin what cosign signs. */
  @Test
  @Tag("full")
  void cosignAndSerinVerifyEachOther() throws Exception {
    String image = image(build("--sign", "main.pem").succeed().out());
    String cosign = Binaries.path("cosign").toString();
    for (String type :
        List.of(
            "slsaprovenance1", "cyclonedx", "https://in-toto.io/attestation/test-result/v0.1")) {
      cosign(
              cosign,
              "verify-attestation",
              "--key",
              "main.pem.pub",
              "--insecure-ignore-tlog",
              "--type",
              type,
              image)
          .succeed();
    }
    serin("key", "other.pem").succeed();
    assertNotEquals(
        0,
        cosign(
                cosign,
                "verify-attestation",
                "--key",
                "other.pem.pub",
                "--insecure-ignore-tlog",
                "--type",
                "cyclonedx",
                image)
            .run()
            .exitCode());

    cosign(cosign, "generate-key-pair").succeed();
    write(
        "predicate.json",
        """
        {"buildDefinition": {"buildType": "https://example.com/hand", "externalParameters": {}},
         "runDetails": {"builder": {"id": "https://example.com/me"}}}
        """);
    cosign(
            cosign,
            "attest",
            "--key",
            "cosign.key",
            "--tlog-upload=false",
            "--use-signing-config=false",
            "--new-bundle-format",
            "--type",
            "slsaprovenance1",
            "--predicate",
            "predicate.json",
            "--yes",
            image)
        .succeed();
    Command.Result verdict =
        serin("verify", image, "--trust", "cosign.pub", "--require", "provenance").run();
    assertEquals(0, verdict.exitCode(), verdict::toString);
    assertTrue(verdict.out().contains("https://example.com/me"), verdict::out);
  }

  private Command cosign(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    if (!all.get(1).startsWith("generate")) {
      all.add(2, "--allow-http-registry");
    }
    return Command.of(all.toArray(String[]::new))
        .in(shop)
        .with("COSIGN_PASSWORD", "")
        .with("HOME", folder.toString());
  }

  private Command build(String... more) {
    return serin(
            Stream.concat(
                    Stream.of(
                        "build", "--no-base", "--json", "--push", registry.address() + "/shop"),
                    Stream.of(more))
                .toArray(String[]::new))
        .with("SERIN_BUILDER", "https://ci.example/serin");
  }

  private JsonNode why() throws IOException {
    Command.Result result =
        serin(
                "cache",
                "why",
                "cart",
                "--no-base",
                "--json",
                "--push",
                registry.address() + "/shop",
                "--trust",
                "main.pem.pub")
            .run();
    JsonNode why = JSON.readTree(result.out());
    assertEquals(Set.of(), problems("cache", why));
    assertEquals(why.path("found").asBoolean() ? 0 : 1, result.exitCode());
    return why;
  }

  private int verify(String image) {
    return serin("verify", image, "--trust", "main.pem.pub").run().exitCode();
  }

  private static Set<?> problems(String schema, JsonNode document) throws IOException {
    Path file = Checkout.HOME.resolve("docs/schemas/" + schema + ".schema.json");
    JsonSchema read =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(file));
    return read.validate(document);
  }

  private void write(String path, String text) throws IOException {
    Path file = shop.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private void commit() {
    git("add", "cart");
    git("-c", "user.name=T", "-c", "user.email=t@serin.example", "commit", "-qm", "state");
  }

  private String head() {
    return Command.of("git", "rev-parse", "HEAD").in(shop).succeed().out().strip();
  }

  private void git(String... arguments) {
    String[] words = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Command.of(words).in(shop).succeed();
  }

  private Command serin(String... arguments) {
    return Command.serin(arguments).in(shop).with("CI", "true");
  }

  private static String image(String release) throws IOException {
    return JSON.readTree(release).at("/services/0/image").asText();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }
}
