package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.OwnProcess;
import dev.serin.e2e.support.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a small service in a real registry, by {@code ./serin}. */
@Tag("api")
class RegistryIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address = "127.0.0.1:" + Ports.free();

  @TempDir Path folder = Path.of("set by JUnit");
  private OwnProcess registry;

  @BeforeEach
  void start() throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop/cart"));
    Files.writeString(
        shop.resolve("package.json"),
        "{\"name\": \"cart\", \"scripts\": {\"start\": \"node main.js\"}}");
    Files.writeString(shop.resolve("main.js"), "console.log('cart')\n");
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=T", "-c", "user.email=t@serin.example", "commit", "-qm", "first");
    startRegistry();
  }

  private void startRegistry() throws IOException {
    Path settings = folder.resolve("registry.yaml");
    Files.writeString(
        settings,
        "version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n"
            .formatted(folder.resolve("blobs"), address));
    String program = Binaries.path("docker-registry").toString();
    registry =
        OwnProcess.start(
            "registry", folder, Map.of(), List.of(program, "serve", settings.toString()));
    Await.until(
        "answer of the registry",
        Duration.ofSeconds(20),
        () -> get("/v2/", "").statusCode() == 200);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aReleaseThatWasBuiltBeforeIsPublishedByteByByteAndOnlyOnce() throws Exception {
    serin("build").succeed();
    Path file = folder.resolve("shop/.serin/release.json");
    String before = image(Files.readString(file));

    Command.Result first =
        serin("publish", ".serin/release.json", "--to", address + "/a", "--json").run();
    assertEquals(0, first.exitCode(), first::toString);
    String image = image(first.out());

    assertEquals(address + "/a/cart" + before.substring(before.indexOf('@')), image);
    assertEquals(image, image(Files.readString(file)));
    assertTrue(first.err().contains("2 blobs sent"), first::err);
    assertTrue(first.err().contains("no runtime is in the images of cart"), first::err);
    assertManifestIsThere(image);

    Command.Result again = serin("publish", ".serin/release.json", "--to", address + "/a").run();
    assertEquals(0, again.exitCode());
    assertTrue(again.err().contains("0 blobs sent"), again::err);

    Command.Result beside = serin("publish", ".serin/release.json", "--to", address + "/b").run();
    assertEquals(0, beside.exitCode());
    assertTrue(beside.err().contains("2 blobs sent"), beside::err);
  }

  @Test
  void whatBuildsUponAnImageOfTheRegistryNeverSendsThatAgain() throws Exception {
    String base =
        image(serin("build", "--no-base", "--push", address + "/base", "--json").succeed().out());

    String image =
        image(
            serin("build", "--base", "node=" + base, "--push", address + "/shop", "--json")
                .succeed()
                .out());

    assertNotEquals(base.substring(base.indexOf('@')), image.substring(image.indexOf('@')));
    JsonNode manifest = assertManifestIsThere(image);
    assertEquals(2, manifest.path("layers").size());
    assertEquals(base, manifest.at("/annotations/org.opencontainers.image.base.name").asText());
    String log = Files.readString(folder.resolve("shop/.serin/logs/cart.log"));
    // Both have the same one layer, for it is the same service twice; only the configuration is
    // new.
    assertTrue(log.contains("1 blobs sent") && log.contains("1 mounted"), log);
  }

  @Test
  void whatCannotBePushedIsNotReleasedAndTheNextTryFinishes() throws Exception {
    serin("build").succeed();
    Path file = folder.resolve("shop/.serin/release.json");
    String before = Files.readString(file);
    registry.close();

    Command.Result publish = serin("publish", ".serin/release.json", "--to", address + "/a").run();
    assertEquals(1, publish.exitCode(), publish::toString);
    assertTrue(publish.err().contains("cannot be reached"), publish::err);
    assertEquals(before, Files.readString(file));
    assertEquals("", publish.out());

    Command.Result build = serin("build", "--no-base", "--push", address + "/a", "--json").run();
    assertEquals(1, build.exitCode(), build::toString);
    JsonNode release = new ObjectMapper().readTree(build.out());
    assertEquals(0, release.path("services").size());
    assertEquals("push", release.at("/failed/0/stage").asText());
    assertFalse(release.at("/failed/0/message").asText().isBlank());

    startRegistry();
    assertManifestIsThere(
        image(serin("build", "--no-base", "--push", address + "/a", "--json").succeed().out()));
  }

  private void git(String... arguments) {
    String[] words = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Command.of(words).in(folder.resolve("shop")).succeed();
  }

  private Command serin(String... arguments) {
    return Command.serin(arguments).in(folder.resolve("shop")).with("CI", "true");
  }

  private static String image(String release) throws IOException {
    return new ObjectMapper().readTree(release).at("/services/0/image").asText();
  }

  private JsonNode assertManifestIsThere(String image)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    String repository = image.substring(address.length() + 1, image.indexOf('@'));
    String digest = image.substring(image.indexOf('@') + 1);
    HttpResponse<byte[]> answer = get("/v2/" + repository + "/manifests/" + digest, MANIFEST);
    assertEquals(200, answer.statusCode());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(answer.body());
    assertEquals(digest, "sha256:" + HexFormat.of().formatHex(hash));
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<byte[]> get(String path, String accept)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
