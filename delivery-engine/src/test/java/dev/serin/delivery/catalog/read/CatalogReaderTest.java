package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogReaderTest {
  private static final String MAIN =
      "class Main { public static void main(String[] arguments) {} }";

  private final TestRepository made;

  CatalogReaderTest(@TempDir Path folder) {
    made = new TestRepository(folder);
  }

  @AfterEach
  void closeRepository() {
    made.close();
  }

  @Test
  void describedFoldersAreTheServices() {
    made.write("services/cart/package.json", "{}")
        .write("services/cart/service.yaml", description("cart"))
        .write("tools/site/package.json", "{\"scripts\": {\"start\": \"node x\"}}");
    Catalog catalog = read();
    assertEquals(List.of("cart services/cart SERVICE npm"), lines(catalog));
    assertEquals(
        List.of(
            "tools/site: could be a service, but has no service.yaml while others do;"
                + " `serin init` writes one"),
        catalog.notes().stream().map(Problem::toString).toList());
  }

  @Test
  void withoutDescriptionsWhatCanBeStartedIsAService() {
    made.write("pom.xml", pom("parent", "<packaging>pom</packaging>"))
        .write("a/pom.xml", child("a", dependency("lib")))
        .write("a/src/main/java/Main.java", MAIN)
        .write("lib/pom.xml", child("lib", ""))
        .write("lib/src/main/java/Lib.java", "class Lib {}")
        .write("unused/pom.xml", child("unused", ""))
        .write("b/package.json", "{\"scripts\": {\"start\": \"node x\"}}")
        .write("tool/package.json", "{\"scripts\": {\"build\": \"x\"}}")
        .write("c/pyproject.toml", "[project]\nname = 'c-project'\n")
        .write("c/app/__main__.py", "")
        .write("d/Dockerfile", "FROM scratch")
        .write("a/src/test/resources/Dockerfile", "FROM scratch")
        .write("b/node_modules/x/package.json", "{\"scripts\": {\"start\": \"node x\"}}");
    assertEquals(
        List.of(
            "a a SERVICE maven",
            "b b SERVICE npm",
            "c c SERVICE python",
            "d d SERVICE dockerfile",
            "lib lib LIBRARY maven"),
        lines(read()));
  }

  @Test
  void whatTheIgnoreFileNamesIsNoPartOfTheRepository() {
    made.write("a/service.yaml", "apiVersion: serin.dev/v1\nservice: a\n")
        .write("a/package.json", "{}")
        .write("examples/shop/service.yaml", "apiVersion: serin.dev/v1\nservice: broken: 1\n")
        .write("examples/kept/service.yaml", "apiVersion: serin.dev/v1\nservice: kept\n")
        .write("examples/kept/package.json", "{}")
        .write(".serinignore", "# others\n/examples/*\n!/examples/kept\n");
    assertEquals(List.of("a a SERVICE npm", "kept examples/kept SERVICE npm"), lines(read()));
  }

  @Test
  void discoveredServicesOfOneNameAreNamedAfterTheirPaths() {
    made.write("x/api/Dockerfile", "FROM scratch").write("y/api/Dockerfile", "FROM scratch");
    assertEquals(
        List.of("x-api x/api SERVICE dockerfile", "y-api y/api SERVICE dockerfile"), lines(read()));
  }

  @Test
  void aRepositoryThatIsOneServiceIsNamedAfterItsProject() {
    made.write("package.json", "{\"name\": \"@team/Web\", \"scripts\": {\"start\": \"node .\"}}");
    assertEquals(List.of("web . SERVICE npm"), lines(read()));
  }

  @Test
  void mavenDependenciesAreFoundThroughParentsAndProperties() {
    made.write(
            "pom.xml",
            pom(
                "parent",
                "<packaging>pom</packaging><properties><g>shop</g></properties>"
                    + "<modules><module>a</module><module>lib</module></modules>"
                    + "<dependencies>"
                    + dependency("everywhere")
                    + "</dependencies>"))
        .write(".mvn/jvm.config", "-Xmx1g")
        .write("lib/pom.xml", child("lib", ""))
        .write("everywhere/pom.xml", child("everywhere", ""))
        .write(
            "a/pom.xml",
            child(
                "a",
                "<dependency><groupId>${g}</groupId><artifactId>lib</artifactId></dependency>"))
        .write("a/service.yaml", description("a"));
    Catalog catalog = read();
    Component a = catalog.service("a").orElseThrow();
    assertEquals(
        List.of("everywhere", "lib"), a.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("pom.xml", ".mvn/jvm.config"), a.buildFiles());
    assertEquals(
        List.of(".mvn/jvm.config", "a", "everywhere", "lib", "pom.xml"),
        List.copyOf(catalog.inputs(a)));
    assertEquals("Maven dependency shop:lib", a.dependencies().get(1).reason());
    assertEquals("a/pom.xml", a.dependencies().get(1).declaredIn());
    assertEquals(1, a.dependencies().get(1).line());
  }

  @Test
  void managedVersionsAloneAreNoDependencyButImportedListsAreBuildFiles() {
    made.write(
            "bom/pom.xml",
            pom(
                "bom",
                "<packaging>pom</packaging><dependencyManagement><dependencies>"
                    + dependency("lib")
                    + "</dependencies></dependencyManagement>"))
        .write("lib/pom.xml", pom("lib", ""))
        .write(
            "a/pom.xml",
            pom(
                "a",
                "<dependencyManagement><dependencies><dependency><groupId>shop</groupId>"
                    + "<artifactId>bom</artifactId><type>pom</type><scope>import</scope>"
                    + "</dependency></dependencies></dependencyManagement>"))
        .write("a/service.yaml", description("a"));
    Component a = read().service("a").orElseThrow();
    assertEquals(List.of(), a.dependencies());
    assertEquals(Set.of("bom/pom.xml"), a.buildFiles());
  }

  @Test
  void pluginsOfTheRepositoryAreDependencies() {
    made.write("checks/pom.xml", pom("checks", ""))
        .write(
            "pom.xml",
            pom(
                "parent",
                "<packaging>pom</packaging><build><pluginManagement><plugins><plugin>"
                    + "<artifactId>maven-checkstyle-plugin</artifactId><dependencies>"
                    + dependency("checks")
                    + "</dependencies></plugin></plugins></pluginManagement></build>"))
        .write(
            "a/pom.xml",
            child(
                "a",
                "</dependencies><build><plugins><plugin><artifactId>maven-checkstyle-plugin"
                    + "</artifactId></plugin></plugins></build><dependencies>"))
        .write("a/service.yaml", description("a"))
        .write("b/pom.xml", child("b", ""))
        .write("b/service.yaml", description("b"));
    Catalog catalog = read();
    assertEquals(
        List.of("checks"),
        catalog.service("a").orElseThrow().dependencies().stream().map(Dependency::path).toList());
    assertEquals(List.of(), catalog.service("b").orElseThrow().dependencies());
  }

  @Test
  void nodeWorkspacesAndPathsAreDependencies() {
    made.write("package.json", "{\"workspaces\": [\"packages/*\", \"!packages/old\"]}")
        .write("package-lock.json", "{}")
        .write("packages/ui/package.json", "{\"name\": \"@shop/ui\"}")
        .write("packages/old/package.json", "{\"name\": \"@shop/old\"}")
        .write("lib/package.json", "{\"name\": \"lib\"}")
        .write(
            "packages/web/package.json",
            """
            {"name": "web",
             "dependencies": {"@shop/ui": "*", "@shop/old": "^1", "left-pad": "1"},
             "devDependencies": {"lib": "file:../../lib"}}
            """)
        .write("packages/web/service.yaml", description("web"));
    Component web = read().service("web").orElseThrow();
    assertEquals(
        List.of("lib", "packages/ui"), web.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("package.json", "package-lock.json"), web.buildFiles());
    assertEquals(2, web.dependencies().get(1).line());
  }

  @Test
  void pythonPathsAreDependencies() {
    made.write("libs/money/pyproject.toml", "[project]\nname = 'money'\n")
        .write("libs/dates/pyproject.toml", "[project]\nname = 'dates'\n")
        .write("libs/plain/x.py", "")
        .write("common.txt", "requests\n")
        .write(
            "api/pyproject.toml",
            """
            [project]
            name = "api"
            dependencies = ["requests", "money @ file:../libs/money"]
            [tool.uv.sources]
            dates = { path = "../libs/dates" }
            """)
        .write("api/requirements.txt", "-r ../common.txt\n-e ../libs/plain  # ours\n")
        .write("api/service.yaml", description("api"));
    Component api = read().service("api").orElseThrow();
    assertEquals(
        List.of("libs/dates", "libs/money", "libs/plain"),
        api.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("common.txt"), api.buildFiles());
  }

  @Test
  void dependsOnTakesPathsNamesAndSingleFiles() {
    made.write("libs/money/pom.xml", pom("money", ""))
        .write("proto/cart.proto", "")
        .write("a/package.json", "{}")
        .write("a/service.yaml", description("a") + "dependsOn: [money, proto/cart.proto, b]\n")
        .write("b/package.json", "{}")
        .write("b/service.yaml", description("b") + "dependsOn: [libs/money]\n");
    Catalog catalog = read();
    Component a = catalog.service("a").orElseThrow();
    assertEquals(
        List.of("b", "libs/money", "proto/cart.proto"),
        a.dependencies().stream().map(Dependency::path).toList());
    assertEquals(
        List.of("libs/money", "b", "proto/cart.proto"),
        catalog.dependencyClosure(a).stream().map(Component::path).toList());
    assertEquals("files", catalog.byPath("proto/cart.proto").orElseThrow().toolchain());
  }

  @Test
  void dependsOnToNowhereNamesWhatIsNear() {
    made.write("libs/money/pom.xml", pom("money", ""))
        .write("a/package.json", "{}")
        .write("a/service.yaml", description("a") + "dependsOn: [libs/mony, nosuch, a/src]\n")
        .write("a/src/x", "");
    assertEquals(
        List.of(
            "a/service.yaml:3:13: dependsOn 'libs/mony' is neither a path nor the name of a"
                + " component; did you mean 'libs/money'?",
            "a/service.yaml:3:24: dependsOn 'nosuch' is neither a path nor the name of a component",
            "a/service.yaml:3:32: dependsOn 'a/src' is part of the service itself; leave it out"),
        problems());
  }

  @Test
  void aCycleIsShownOnceWithWhoDeclaresIt() {
    made.write("a/package.json", "{\"dependencies\": {\"b\": \"file:../b\"}}")
        .write("a/service.yaml", description("a"))
        .write("b/package.json", "{\"dependencies\": {\"c\": \"file:../c\"}}")
        .write("c/package.json", "{}")
        .write("c/service.yaml", description("c") + "dependsOn: [a]\n");
    assertEquals(
        List.of(
            """
            a/package.json:1:19: dependency cycle: a -> b -> c -> a
                  a needs b: Node dependency b (a/package.json:1)
                  b needs c: Node dependency c (b/package.json:1)
                  c needs a: dependsOn a (c/service.yaml:3)"""),
        problems());
  }

  @Test
  void problemsOfAllFilesComeTogether() {
    made.write("a/service.yaml", "apiVersion: serin.dev/v1\nservice: A\n")
        .write("b/pom.xml", "<project>\n<oops>\n</project>")
        .write("b/service.yaml", description("b"))
        .write("c/package.json", "{\n  oops\n}")
        .write("d/pyproject.toml", "x = [\n")
        .write("e/package.json", "{\"dependencies\": {\"x\": \"file:../../../x\"}}")
        .write("f/service.yaml", description("b"));
    List<String> problems = problems();
    assertTrue(problems.get(0).startsWith("a/service.yaml:2:10: 'service' must be"), "" + problems);
    assertTrue(problems.get(1).startsWith("b/pom.xml:3:"), "" + problems);
    assertTrue(
        problems.get(2).startsWith("b/service.yaml: there is no build file in b"), "" + problems);
    assertTrue(problems.get(3).startsWith("c/package.json:2:"), "" + problems);
    assertTrue(problems.get(4).startsWith("d/pyproject.toml:"), "" + problems);
    assertTrue(
        problems
            .get(5)
            .equals(
                "e/package.json:1:19: 'x' is at ../../../x, which is outside of the repository"),
        "" + problems);
    assertTrue(
        problems.get(6).startsWith("f/service.yaml: the name 'b' is taken by b;"), "" + problems);
    assertTrue(
        problems.get(7).startsWith("f/service.yaml: there is no build file in f"), "" + problems);
    assertEquals(8, problems.size());
  }

  @Test
  void aPomWithADocumentTypeIsRefusedAndReadsNothing() {
    made.write(
            "a/pom.xml",
            "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<project>&x;</project>")
        .write("a/service.yaml", description("a"));
    assertTrue(problems().get(0).contains("has a document type, which is not allowed"));
  }

  @Test
  void propertiesThatMultiplyDoNotFillTheMemory() {
    String bomb = "<properties><a>" + "x".repeat(300_000) + "</a></properties>";
    made.write(
            "a/pom.xml",
            pom(
                "a",
                bomb
                    + "<dependencies>%s</dependencies>"
                        .formatted(dependency("${a}".repeat(100_000)))))
        .write("a/service.yaml", description("a"));

    assertEquals(List.of("a a SERVICE maven"), lines(read()));
  }

  @Test
  void aBuildToolWithoutItsFileIsAProblem() {
    made.write("a/package.json", "{}")
        .write("a/service.yaml", description("a") + "build: {tool: maven}\n");
    assertEquals(
        List.of(
            "a/service.yaml: build.tool is 'maven', but there is no build file in a; looked for"
                + " pom.xml"),
        problems());
  }

  @Test
  void theBuildToolChoosesAmongBuildFiles() {
    made.write("a/package.json", "{}")
        .write("a/Dockerfile", "FROM scratch")
        .write("a/service.yaml", description("a") + "build: {tool: dockerfile}\n");
    assertEquals(List.of("a a SERVICE dockerfile"), lines(read()));
  }

  @Test
  void filesOfOtherToolsWithTheSameNameAreLeftAlone() {
    made.write("k8s/service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {}\n")
        .write("chart/Chart.yaml", "name: x\n")
        .write("chart/templates/service.yaml", "{{ if .Values.x }}\n")
        .write("a/Dockerfile", "FROM scratch");
    assertEquals(List.of("a a SERVICE dockerfile"), lines(read()));
  }

  @Test
  void aServiceInsideAnotherIsPartOfItUnlessItIsDescribed() {
    made.write("a/Dockerfile", "FROM scratch").write("a/web/Dockerfile", "FROM scratch");
    assertEquals(List.of("a a SERVICE dockerfile"), lines(read()));
    made.write("a/service.yaml", description("a")).write("a/web/service.yaml", description("web"));
    assertEquals(List.of("a a SERVICE dockerfile", "web a/web SERVICE dockerfile"), lines(read()));
  }

  @Test
  void aServiceOfSeveralModulesNeedsWhatTheyNeed() {
    made.write("lib/pom.xml", pom("lib", ""))
        .write("a/pom.xml", pom("a", "<packaging>pom</packaging>"))
        .write(
            "a/api/pom.xml", pom("a-api", "<dependencies>" + dependency("lib") + "</dependencies>"))
        .write(
            "a/main/pom.xml",
            pom("a-main", "<dependencies>" + dependency("a-api") + "</dependencies>"))
        .write("a/service.yaml", description("a"));
    assertEquals(
        List.of("lib"),
        read().service("a").orElseThrow().dependencies().stream().map(Dependency::path).toList());
  }

  @Test
  void oddFolderNamesAreProblemsForServicesOnly() {
    made.write("-rf/Dockerfile", "FROM scratch")
        .write("ok/Dockerfile", "FROM scratch")
        .write("weird \u001b name/readme.txt", "");
    List<String> problems = problems();
    assertEquals(1, problems.size(), "" + problems);
    assertTrue(problems.get(0).startsWith("-rf: the folder of a component must be valid UTF-8"));
  }

  @Test
  void aRepositoryWithoutServicesSaysWhatAServiceIs() {
    made.write("readme.txt", "hello").commit("one");
    try (GitRepository repository = made.open()) {
      UserError error =
          assertThrows(
              UserError.class,
              () ->
                  CatalogReader.standard()
                      .readWithServices(repository.tree(repository.resolve("HEAD"))));
      assertTrue(String.valueOf(error.getMessage()).contains("holds no service"));
      assertTrue(String.valueOf(error.getMessage()).contains("`serin init`"));
    }
  }

  @Test
  void proposalsAreWhatHasNoDescriptionYet() {
    made.write("a/Dockerfile", "FROM scratch")
        .write("b/Dockerfile", "FROM scratch")
        .write("b/service.yaml", description("b"))
        .commit("one");
    try (GitRepository repository = made.open()) {
      assertEquals(
          List.of(new Proposal("a", "a", "dockerfile")),
          CatalogReader.standard().proposals(repository.tree(repository.resolve("HEAD"))));
    }
  }

  private Catalog read() {
    made.commit("state");
    try (GitRepository repository = made.open()) {
      return CatalogReader.standard().read(repository.tree(repository.resolve("HEAD")));
    }
  }

  private List<String> problems() {
    return assertThrows(InvalidInputException.class, this::read).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static List<String> lines(Catalog catalog) {
    return catalog.components().stream()
        .map(each -> each.name() + " " + each.path() + " " + each.kind() + " " + each.toolchain())
        .toList();
  }

  private static String description(String name) {
    return "apiVersion: serin.dev/v1\nservice: " + name + "\n";
  }

  private static String pom(String artifact, String more) {
    return "<project><groupId>shop</groupId><artifactId>"
        + artifact
        + "</artifactId>"
        + more
        + "</project>";
  }

  private static String child(String artifact, String dependencies) {
    return "<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent>"
        + "<artifactId>"
        + artifact
        + "</artifactId><dependencies>"
        + dependencies
        + "</dependencies></project>";
  }

  private static String dependency(String artifact) {
    return "<dependency><groupId>shop</groupId><artifactId>"
        + artifact
        + "</artifactId></dependency>";
  }
}
