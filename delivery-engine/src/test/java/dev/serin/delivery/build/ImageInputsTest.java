package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.base.BaseNames;
import dev.serin.delivery.base.BaseSource;
import dev.serin.delivery.build.go.GoToolchain;
import dev.serin.delivery.build.maven.MavenToolchain;
import dev.serin.delivery.build.node.NodeToolchain;
import dev.serin.delivery.build.process.ChildEnvironment;
import dev.serin.delivery.build.python.PythonToolchain;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.Credentials;
import dev.serin.delivery.registry.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proof by mutation that all that the engine sees changes the hash: each mutation is made to a
 * repository or a machine that is else the same, and the service that it concerns must get another
 * hash, while the hash without any mutation is always the same.
 */
@Timeout(120)
class ImageInputsTest {
  private static final String NODE = "services/cart/";
  private static final String PYTHON = "services/ads/";
  private static final String MAVEN = "services/pay/";
  private static final String GO = "services/mail/";

  private static final String WITH_DEPENDENCIES =
      "{\"name\":\"cart\",\"dependencies\":{\"a\":\"^1.0.0\"}}";

  @TempDir Path folder;
  private final FakeRegistry registry = new FakeRegistry();
  private int count;

  ImageInputsTest() throws IOException {}

  @AfterEach
  void stop() {
    registry.close();
  }

  /** What a build sees, before it is frozen into a commit and a machine. */
  private final class World {
    final Path root = folder.resolve("world-" + count++);
    final Path repository = root.resolve("shop");
    final Path home = root.resolve("home");
    final Path bin = root.resolve("bin");
    final Map<String, String> environment = new TreeMap<>();
    String base = "base";

    World() throws IOException {
      write(NODE + "package.json", "{\"name\":\"cart\",\"scripts\":{\"start\":\"node main.js\"}}");
      write(NODE + "main.js", "start();\n");
      write(NODE + "run.sh", "#!/bin/sh\n");
      Files.createSymbolicLink(repository.resolve(NODE + "link.js"), Path.of("main.js"));
      write(
          NODE + "service.yaml",
          "apiVersion: serin.dev/v1\nservice: cart\ndependsOn: [libs/money]\n");
      write("libs/money/rates.txt", "1 2 3\n");
      write(PYTHON + "pyproject.toml", "[project]\nname = \"ads\"\nversion = \"1\"\n");
      write(PYTHON + "main.py", "print()\n");
      write(PYTHON + "service.yaml", "apiVersion: serin.dev/v1\nservice: ads\n");
      write("pom.xml", pom("shop", "", "<modules><module>services/pay</module></modules>"));
      write(
          MAVEN + "pom.xml",
          pom(
              "pay",
              "<parent><groupId>g</groupId><artifactId>shop</artifactId><version>1</version><relativePath>../../pom.xml</relativePath></parent>",
              ""));
      write(MAVEN + "service.yaml", "apiVersion: serin.dev/v1\nservice: pay\n");
      write(GO + "go.mod", "module example.com/mail\n\ngo 1.21\n");
      write(GO + "main.go", "package main\n\nfunc main() {}\n");
      write(GO + "service.yaml", "apiVersion: serin.dev/v1\nservice: mail\n");
      tool("node", "v20.11.1");
      tool("go", "go version go1.22.2 linux/amd64");
      tool("npm", "10.2.4");
      tool("python3", "Python 3.11.2");
      maven("3.9.9", "17.0.13", "Debian");
      environment.put("PATH", bin + ":/usr/bin:/bin");
    }

    private String pom(String name, String parent, String more) {
      return "<project><modelVersion>4.0.0</modelVersion>%s<groupId>g</groupId><artifactId>%s</artifactId><version>1</version><packaging>%s</packaging>%s</project>"
          .formatted(parent, name, more.isEmpty() ? "jar" : "pom", more);
    }

    void write(String path, String text) throws IOException {
      Path file = repository.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    }

    void tool(String name, String answer) throws IOException {
      Files.createDirectories(bin);
      Path file = bin.resolve(name);
      Files.writeString(file, "#!/bin/sh\ncat <<'X'\n" + answer + "\nX\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void maven(String version, String java, String vendor) throws IOException {
      tool(
          "mvn",
          "Apache Maven %s\nMaven home: /usr/share/maven\nJava version: %s, vendor: %s, runtime: /usr/lib/jvm"
              .formatted(version, java, vendor));
    }

    BaseImages bases() {
      registry.manifest("base/any", "1", OciLayout.MANIFEST_TYPE, "{\"config\":\"" + base + "\"}");
      String name = "=" + registry.name() + "/base/any:1";
      return new BaseImages(
          BaseNames.parse(List.of("java" + name, "node" + name, "python" + name, "static" + name)),
          BaseSource.asNamed(false),
          registry.clients(Credentials.NONE),
          root.resolve("bases"));
    }

    ImageInputs of(String service) throws Exception {
      Machine machine =
          new Machine(environment, home, root.resolve("cache"), root.resolve("temporary"));
      Tools tools =
          new Tools(ChildEnvironment.of(environment, root, home, root), root.resolve("scratch"));
      Map<String, Toolchain> toolchains = new TreeMap<>();
      for (Toolchain each :
          List.of(
              new MavenToolchain(machine),
              new NodeToolchain(machine),
              new PythonToolchain(),
              new GoToolchain(machine))) {
        toolchains.put(each.id(), each);
      }
      try (TestRepository commit = new TestRepository(repository, Map.of())) {
        BuildRequest plain = commit.everything(root, new BuildOptions(1, Duration.ofMinutes(1)));
        BuildRequest request =
            new BuildRequest(
                plain.tree(),
                plain.catalog(),
                plain.services(),
                "shop",
                "",
                root,
                root,
                plain.options(),
                Optional.of(bases()),
                Optional.empty());
        Affected affected =
            plain.services().stream()
                .filter(each -> each.service().name().equals(service))
                .findFirst()
                .orElseThrow();
        Toolchain toolchain =
            Objects.requireNonNull(toolchains.get(affected.service().toolchain()));
        return ImageInputs.of(affected, request, toolchain, tools, environment);
      }
    }
  }

  /** Something that a build could notice. */
  private record Mutation(String name, String service, Change change) {
    /** Makes it. */
    interface Change {
      void to(World world) throws IOException;
    }
  }

  private static List<Mutation> mutations() {
    List<Mutation> all = new ArrayList<>();
    all.add(new Mutation("a byte", "cart", world -> world.write(NODE + "main.js", "start( );\n")));
    all.add(
        new Mutation(
            "line endings", "cart", world -> world.write(NODE + "main.js", "start();\r\n")));
    all.add(
        new Mutation(
            "no last line feed", "cart", world -> world.write(NODE + "main.js", "start();")));
    all.add(
        new Mutation(
            "a mode",
            "cart",
            world ->
                Files.setPosixFilePermissions(
                    world.repository.resolve(NODE + "run.sh"),
                    PosixFilePermissions.fromString("rwxr-xr-x"))));
    all.add(new Mutation("a link's target", "cart", world -> link(world, "run.sh")));
    all.add(
        new Mutation(
            "a link that becomes a file",
            "cart",
            world -> {
              Files.delete(world.repository.resolve(NODE + "link.js"));
              world.write(NODE + "link.js", "main.js");
            }));
    all.add(new Mutation("a new file", "cart", world -> world.write(NODE + "new.js", "")));
    all.add(
        new Mutation(
            "a file that is gone",
            "cart",
            world -> Files.delete(world.repository.resolve(NODE + "run.sh"))));
    all.add(
        new Mutation(
            "a file's name",
            "cart",
            world ->
                Files.move(
                    world.repository.resolve(NODE + "run.sh"),
                    world.repository.resolve(NODE + "Run.sh"))));
    all.add(
        new Mutation(
            "the service's port",
            "cart",
            world ->
                world.write(
                    NODE + "service.yaml",
                    "apiVersion: serin.dev/v1\nservice: cart\ndependsOn: [libs/money]\nimage: {port: 9}\n")));
    all.add(
        new Mutation("a library", "cart", world -> world.write("libs/money/rates.txt", "1 2 4\n")));
    all.add(
        new Mutation(
            "a library that is needed no more",
            "cart",
            world ->
                world.write(NODE + "service.yaml", "apiVersion: serin.dev/v1\nservice: cart\n")));
    all.add(new Mutation("Node's patch version", "cart", world -> world.tool("node", "v20.11.2")));
    all.add(new Mutation("npm's version", "cart", world -> world.tool("npm", "10.2.5")));
    all.add(
        new Mutation(
            "a registry of packages",
            "cart",
            world -> world.environment.put("NPM_CONFIG_REGISTRY", "https://npm.example")));
    all.add(
        new Mutation(
            "a certificate authority",
            "cart",
            world -> world.environment.put("NODE_EXTRA_CA_CERTS", "/etc/ca.pem")));
    all.add(
        new Mutation(
            "a proxy",
            "cart",
            world -> world.environment.put("https_proxy", "http://proxy.example:3128")));
    all.add(new Mutation("the base image", "cart", world -> world.base = "another"));
    all.add(
        new Mutation("Python's version", "ads", world -> world.tool("python3", "Python 3.11.3")));
    all.add(
        new Mutation(
            "an index of packages",
            "ads",
            world -> world.environment.put("PIP_INDEX_URL", "https://pypi.example")));
    all.add(new Mutation("the base image", "ads", world -> world.base = "another"));
    all.add(
        new Mutation(
            "Go's version", "mail", world -> world.tool("go", "go version go1.22.3 linux/amd64")));
    all.add(
        new Mutation(
            "Go's processor",
            "mail",
            world -> world.tool("go", "go version go1.22.2 linux/arm64")));
    all.add(
        new Mutation(
            "a sum of a module", "mail", world -> world.write(GO + "go.sum", "a v1.0.0 h1:x=\n")));
    all.add(new Mutation("the base image", "mail", world -> world.base = "another"));
    all.add(
        new Mutation(
            "Maven's version", "pay", world -> world.maven("3.9.10", "17.0.13", "Debian")));
    all.add(
        new Mutation(
            "Java's patch version", "pay", world -> world.maven("3.9.9", "17.0.14", "Debian")));
    all.add(
        new Mutation("Java's vendor", "pay", world -> world.maven("3.9.9", "17.0.13", "Other")));
    all.add(
        new Mutation(
            "the user's settings",
            "pay",
            world -> {
              Files.createDirectories(world.home.resolve(".m2"));
              Files.writeString(world.home.resolve(".m2/settings.xml"), "<settings/>");
            }));
    all.add(
        new Mutation(
            "the parent",
            "pay",
            world ->
                world.write(
                    "pom.xml",
                    world.pom(
                        "shop",
                        "",
                        "<properties><a>1</a></properties><modules><module>services/pay</module></modules>"))));
    all.add(
        new Mutation("Maven's options", "pay", world -> world.write(".mvn/jvm.config", "-Xmx1g")));
    all.add(
        new Mutation(
            "the POM of a neighbour",
            "pay",
            world -> {
              world.write(
                  "pom.xml",
                  world.pom(
                      "shop",
                      "",
                      "<modules><module>services/pay</module><module>other</module></modules>"));
              world.write("other/pom.xml", world.pom("other", "", ""));
            }));
    return all;
  }

  private static void link(World world, String target) throws IOException {
    Path link = world.repository.resolve(NODE + "link.js");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  @TestFactory
  Stream<DynamicTest> everyMutationChangesTheHash() throws Exception {
    Map<String, ImageInputs> unchanged = new TreeMap<>();
    for (String service : List.of("cart", "ads", "pay", "mail")) {
      unchanged.put(service, new World().of(service));
    }
    return mutations().stream()
        .map(
            mutation ->
                DynamicTest.dynamicTest(
                    mutation.name() + " of " + mutation.service(),
                    () -> {
                      ImageInputs before =
                          Objects.requireNonNull(unchanged.get(mutation.service()));
                      World mutated = new World();
                      mutation.change().to(mutated);
                      Inputs after = mutated.of(mutation.service()).inputs();
                      assertNotEquals(before.inputs().hash(), after.hash(), after::toString);
                    }));
  }

  @Test
  void theSameCommitOnTheSameMachineHasTheSameHashInAnotherFolder() throws Exception {
    for (String service : List.of("cart", "ads", "pay", "mail")) {
      assertEquals(new World().of(service), new World().of(service));
    }
  }

  @Test
  void anotherServiceKeepsItsHash() throws Exception {
    World world = new World();
    world.write(NODE + "main.js", "changed");
    world.tool("node", "v22.0.0");

    assertEquals(new World().of("ads"), world.of("ads"));
    assertEquals(new World().of("pay"), world.of("pay"));
  }

  @Test
  void eachNameAndEachValueCountsAndNoneCanBeMistakenForAnother() throws Exception {
    Inputs inputs = new World().of("cart").inputs();
    assertEquals(Engine.version(), inputs.values().get("engine"));
    assertFalse(Engine.version().isBlank() || Engine.version().contains("$"), Engine.version());

    for (Map.Entry<String, String> each : inputs.values().entrySet()) {
      Map<String, String> other = new TreeMap<>(inputs.values());
      other.put(each.getKey(), each.getValue() + " ");
      assertNotEquals(inputs.hash(), new Inputs(other).hash(), each::toString);
      other.remove(each.getKey());
      assertNotEquals(inputs.hash(), new Inputs(other).hash(), each::toString);
    }
    assertNotEquals(
        new Inputs(Map.of("a", "b\"\n\"c\" \"d")).hash(),
        new Inputs(Map.of("a", "b", "c", "d")).hash());
  }

  @Test
  void aProxysPasswordIsNobodysBusiness() throws Exception {
    World one = new World();
    one.environment.put("https_proxy", "http://me:secret@proxy.example:3128");
    World other = new World();
    other.environment.put("https_proxy", "http://you:other@proxy.example:3128");

    assertEquals(one.of("cart"), other.of("cart"));
  }

  @Test
  void whatIsNotPinnedIsNamed() throws Exception {
    assertEquals(List.of(), new World().of("cart").unpinned());
    assertEquals(List.of(), new World().of("ads").unpinned());
    assertEquals(List.of(), new World().of("pay").unpinned());
    assertEquals(List.of(), new World().of("mail").unpinned());

    World world = new World();
    world.write(PYTHON + "requirements.txt", "flask==3.0.0\n");
    world.write(NODE + "package.json", WITH_DEPENDENCIES);
    world.write(
        NODE + "package-lock.json",
        "{\"packages\":{\"node_modules/a\":{\"resolved\":\"https://npm.example/a.tgz\"}}}");
    world.write(
        MAVEN + "pom.xml",
        "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>pay</artifactId><version>1-SNAPSHOT</version>"
            + "<properties><v>${w}</v><w>[1,2)</w></properties>"
            + "<dependencies><dependency><groupId>x</groupId><artifactId>ranged</artifactId><version>${v}</version></dependency>"
            + "<dependency><groupId>x</groupId><version>2-SNAPSHOT</version><artifactId>early</artifactId></dependency>"
            + "<dependency><groupId>x</groupId><artifactId>fixed</artifactId><version>2.0</version></dependency></dependencies></project>");

    assertTrue(world.of("ads").unpinned().get(0).contains("hashes"));
    assertTrue(world.of("cart").unpinned().get(0).contains("node_modules/a"));
    List<String> ofMaven = world.of("pay").unpinned();
    assertEquals(2, ofMaven.size(), ofMaven::toString);
    assertTrue(ofMaven.get(0).startsWith("early 2-SNAPSHOT"), ofMaven::toString);
    assertTrue(ofMaven.get(1).startsWith("ranged ${v}"), ofMaven::toString);
  }

  @Test
  void aNodePackageIsPinnedByAWholeLockFileOnly() throws Exception {
    World world = new World();
    world.write(NODE + "package.json", WITH_DEPENDENCIES);
    assertTrue(world.of("cart").unpinned().get(0).contains("no package-lock.json"));

    world.write(NODE + "package-lock.json", "{\"dependencies\":{\"a\":{\"version\":\"1.0.0\"}}}");
    assertTrue(world.of("cart").unpinned().get(0).contains("of an old form"));

    world.write(
        NODE + "package-lock.json",
        """
        {"packages": {"": {}, "lib": {},
          "node_modules/lib": {"resolved": "lib", "link": true},
          "node_modules/a": {"version": "1.0.0", "integrity": "sha512-x"},
          "node_modules/a/node_modules/b": {"version": "1.0.0", "inBundle": true},
          "node_modules/c": {"resolved": "git+ssh://git@example.com/c.git#%s"},
          "node_modules/d": {"resolved": "git+ssh://git@example.com/d.git#main"},
          "node_modules/e": {"version": "1.0.0"}}}
        """
            .formatted("0".repeat(40)));
    assertEquals(
        List.of("node_modules/d", "node_modules/e"),
        world.of("cart").unpinned().stream().map(each -> each.split(" ")[0]).toList());
  }

  @Test
  void aPluginWithoutAVersionIsPinnedByAnyPomByMavenOrByAParentFromElsewhere() throws Exception {
    String plugins =
        "<build><plugins><plugin><groupId>org.x</groupId><artifactId>gen</artifactId></plugin>"
            + "<plugin><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build>";
    World world = new World();
    world.write(
        MAVEN + "pom.xml", world.pom("pay", "", "").replace("</project>", plugins + "</project>"));
    assertTrue(world.of("pay").unpinned().get(0).startsWith("org.x:gen in a POM"));

    String managed = plugins.replace("gen</artifactId>", "gen</artifactId><version>1</version>");
    world.write(
        "pom.xml",
        world
            .pom("shop", "", "<modules><module>services/pay</module></modules>")
            .replace("</project>", managed + "</project>"));
    assertEquals(List.of(), world.of("pay").unpinned());

    World child = new World();
    child.write(
        MAVEN + "pom.xml",
        child
            .pom(
                "pay",
                "<parent><groupId>x</groupId><artifactId>starter</artifactId><version>3</version><relativePath/></parent>",
                "")
            .replace("</project>", plugins + "</project>"));
    assertEquals(List.of(), child.of("pay").unpinned());
  }

  @Test
  void whatIsNotPinnedMayBeAllowedAndWhatNobodyKnowsMayNot() {
    ImageInputs inputs =
        new ImageInputs(
            new Inputs(Map.of()), List.of("floats"), List.of("unknown"), Optional.empty());

    assertEquals(List.of("unknown", "floats"), inputs.obstacles(false));
    assertEquals(List.of("unknown"), inputs.obstacles(true));
  }

  @Test
  void anotherBaseImageAfterTheBuildCountsToo() throws Exception {
    World world = new World();
    ImageInputs before = world.of("cart");
    ImageInputs after = before.withBase("python3.11", Optional.of(world.bases()));

    assertNotEquals(before.inputs().hash(), after.inputs().hash());
    assertEquals(before, before.withBase("node20", Optional.of(world.bases())));
  }

  @Test
  void listsWithHashesArePinned() throws Exception {
    World world = new World();
    world.write(PYTHON + "requirements.txt", "flask==3.0.0 \\\n  --hash=sha256:ab\n");

    assertEquals(List.of(), world.of("ads").unpinned());
  }
}
