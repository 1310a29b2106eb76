package dev.serin.delivery.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageAssembler;
import dev.serin.delivery.image.ImageContent;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import dev.serin.delivery.image.ImageName;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.image.OciManifest;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.Credentials;
import dev.serin.delivery.registry.FakeRegistry;
import dev.serin.delivery.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BaseImagesTest {
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.";
  private static final String CONFIG =
      """
      {"architecture":"%s","os":"linux","config":{"Env":["PATH=/first","PATH=/jre/bin:/bin","A=base"],
       "Cmd":["jshell"],"User":"root","Labels":{"from":"base"}},
       "rootfs":{"type":"layers","diff_ids":["sha256:0000"]},"history":[{"comment":"base"}]}
      """;

  private final Path folder;
  private final OciLayout layout;
  private final FakeRegistry registry = new FakeRegistry();

  BaseImagesTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.layout = OciLayout.create(folder.resolve("images"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theUsualImageIsReadFromTheMirrorAndKeepsItsCommonName() throws Exception {
    Digest manifest = manifest("library/eclipse-temurin", "17-jre", "amd64", "layer");

    BaseImage base = bases(List.of()).fetch("java17", layout);

    assertEquals("docker.io/library/eclipse-temurin:17-jre", base.name());
    assertEquals(manifest, base.digest());
    OciDescriptor layer = base.layers().get(0);
    assertEquals("application/vnd.oci.image.layer.v1.tar+gzip", layer.mediaType());
    assertEquals("layer", Files.readString(layout.verifiedBlob(layer.checkedDigest())));
  }

  @Test
  void ofSeveralPlatformsThisMachinesIsTaken() throws Exception {
    String own = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    String other = own.equals("arm64") ? "amd64" : "arm64";
    Digest wanted = manifest("library/node", own, own, "mine");
    Digest unwanted = manifest("library/node", other, other, "not mine");
    registry.manifest(
        "library/node",
        "20-slim",
        DOCKER + "list.v2+json",
        "{\"manifests\":[%s,%s]}".formatted(platform(other, unwanted), platform(own, wanted)));

    assertEquals(wanted, bases(List.of()).fetch("node20", layout).digest());
  }

  @Test
  void oneBuildSeesOneBaseThoughItsTagMoves() throws Exception {
    manifest("library/python", "3.11-slim", "amd64", "before");
    BaseImages bases = bases(List.of());
    BaseImage first = bases.fetch("python3.11", layout);
    manifest("library/python", "3.11-slim", "amd64", "after");

    assertEquals(first, bases.fetch("python3.11", layout));
    assertNotEquals(first.digest(), bases(List.of()).fetch("python3.11", layout).digest());
  }

  @Test
  void anImageThatIsNamedIsTakenForItsRuntimeOrForAllVersions() throws Exception {
    Digest exact = manifest("team/jre", "special", "amd64", "exact");
    Digest all = manifest("team/node", "any", "amd64", "all");
    BaseImages bases =
        bases(
            List.of(
                "java17=" + registry.name() + "/team/jre:special",
                "node=" + registry.name() + "/team/node:any"));

    assertEquals(exact, bases.fetch("java17", layout).digest());
    assertEquals(all, bases.fetch("node22", layout).digest());
  }

  @Test
  void contentThatDoesNotHaveItsDigestIsRefused() throws Exception {
    manifest("library/node", "20-slim", "amd64", "layer");
    registry.corrupt("library/node@" + Digest.ofText("layer"), "lAyer");

    RegistryException problem =
        assertThrows(RegistryException.class, () -> bases(List.of()).fetch("node20", layout));

    assertTrue(problem.explanation().contains("cannot be used"), problem::explanation);
  }

  @Test
  void aBaseThatIsNotThereIsNamedWithWhatToDo() {
    RegistryException problem =
        assertThrows(RegistryException.class, () -> bases(List.of()).fetch("node20", layout));

    assertTrue(problem.explanation().contains("docker.io/library/node:20-slim"));
    assertTrue(problem.explanation().contains("--base node20=IMAGE"), problem::explanation);
  }

  @Test
  void settingsThatAreNoneAreRefused() {
    for (String setting : List.of("java17", "=image", "Java=x", "java17=", "java17=Bad Name")) {
      assertThrows(UserError.class, () -> BaseNames.parse(List.of(setting)), setting);
    }
    assertThrows(UserError.class, () -> BaseNames.parse(List.of()).of("cobol85"));
  }

  @Test
  void theServiceComesOnTopAndSaysHowItIsRun() throws Exception {
    manifest("library/eclipse-temurin", "17-jre", "amd64", "layer");
    BaseImage base = bases(List.of()).fetch("java17", layout);

    Digest digest = assemble(Optional.of(base));

    OciManifest manifest = layout.readManifest(digest);
    assertEquals(2, manifest.layers().size());
    assertEquals(Digest.ofText("layer").value(), manifest.layers().get(0).digest());
    assertEquals(
        "docker.io/library/eclipse-temurin:17-jre",
        manifest.annotations().get("org.opencontainers.image.base.name"));
    assertEquals(
        base.digest().value(), manifest.annotations().get("org.opencontainers.image.base.digest"));
    JsonNode config =
        new ObjectMapper().readTree(layout.readBlob(manifest.config().checkedDigest()));
    assertEquals("amd64", config.path("architecture").asText());
    assertEquals("65532:65532", config.at("/config/User").asText());
    assertEquals("[\"PATH=/jre/bin:/bin\",\"A=own\"]", config.at("/config/Env").toString());
    assertTrue(config.at("/config/Cmd").isMissingNode(), config::toString);
    assertEquals("base", config.at("/config/Labels/from").asText());
    assertEquals(2, config.at("/rootfs/diff_ids").size());
    assertEquals("sha256:0000", config.at("/rootfs/diff_ids/0").asText());
    assertEquals(2, config.path("history").size());
    assertEquals(digest, assemble(Optional.of(base)));
    assertNotEquals(digest, assemble(Optional.empty()));
  }

  private Digest assemble(Optional<BaseImage> base) throws IOException, InterruptedException {
    Path jar = Files.writeString(folder.resolve("app.jar"), "jar");
    ImageContent content =
        new ImageContent(
            "cart",
            "java17",
            List.of(new ImageLayer("application", List.of(new ImageFile(jar, "app.jar", false)))),
            List.of("java", "-jar", "app.jar"),
            Map.of("A", "own"),
            8080);
    return new ImageAssembler(layout)
        .assemble(
            content,
            base,
            new ImageName("shop/cart", "1", "c0ffee", ""),
            Files.createTempDirectory(folder, "scratch"));
  }

  private BaseImages bases(List<String> settings) {
    return new BaseImages(
        BaseNames.parse(settings),
        BaseSource.mirror(registry.name(), false),
        registry.clients(Credentials.NONE),
        folder.resolve("cache"));
  }

  private Digest manifest(String repository, String tag, String processor, String layer) {
    byte[] config = CONFIG.formatted(processor).getBytes(StandardCharsets.UTF_8);
    byte[] content = layer.getBytes(StandardCharsets.UTF_8);
    Digest configDigest = registry.blob(repository, config);
    Digest layerDigest = registry.blob(repository, content);
    return registry.manifest(
        repository,
        tag,
        DOCKER + "v2+json",
        """
        {"config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":%d},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":%d}]}
        """
            .formatted(configDigest, config.length, layerDigest, content.length));
  }

  private static String platform(String processor, Digest digest) {
    return "{\"digest\":\"%s\",\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}"
        .formatted(digest, processor);
  }
}
