package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogReaderTest extends CatalogTest {
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
}
