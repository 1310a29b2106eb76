package dev.serin.delivery.affected;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock files and other files that services share affect those to whose builds they differ. */
class SharedFilesPlanTest {
  @TempDir private Path folder;

  private final Map<String, String> files = new TreeMap<>();

  @Test
  void npmLockFilesCountByPackage() {
    nodeWorkspace();
    String lock =
        """
        {"lockfileVersion": 3, "packages": {
          "": {"name": "shop", "workspaces": ["apps/*"]},
          "apps/web": {"dependencies": {"react": "^18"}},
          "apps/api": {"dependencies": {"pino": "^9"}},
          "node_modules/react": {"version": "18.0.1", "dependencies": {"loose": "1"}},
          "node_modules/loose": {"version": "1.0.0"},
          "node_modules/apps-web": {"resolved": "apps/web", "link": true},
          "node_modules/pino": {"version": "9.0.0"},
          "node_modules/nobodys": {"version": "1.0.0"}}}
        """;
    files.put("package-lock.json", lock);
    assertAffected(
        List.of("web"),
        "package-lock.json",
        lock.replace("loose\": {\"version\": \"1.0.0", "loose\": {\"version\": \"1.0.1"));
    assertAffected(List.of("api"), "package-lock.json", lock.replace("9.0.0", "9.0.1"));
    assertAffected(
        List.of(),
        "package-lock.json",
        lock.replace(",\n  \"node_modules/nobodys\": {\"version\": \"1.0.0\"}", ""));
    assertAffected(List.of("api", "web"), "package-lock.json", "{}");
  }

  @Test
  void theWorkspacesOwnScriptsDoNotCount() {
    nodeWorkspace();
    files.put("package-lock.json", "{}");
    assertAffected(
        List.of(),
        "package.json",
        "{\"version\": \"2\", \"workspaces\": [\"apps/*\", \"libs/*\"], \"scripts\": {\"x\": \"y\"}}");
    assertAffected(
        List.of("api", "web"),
        "package.json",
        "{\"workspaces\": [\"apps/*\"], \"overrides\": {\"react\": \"1\"}}");
  }

  @Test
  void pnpmLockFilesCountByPackage() {
    nodeWorkspace();
    files.put("pnpm-workspace.yaml", "packages: ['apps/*']\n");
    String lock =
        """
        lockfileVersion: '9.0'
        settings: {autoInstallPeers: true}
        importers:
          .: {}
          apps/web:
            dependencies:
              react: {specifier: ^18, version: 18.0.1(loose@1.0.0)}
          apps/api:
            dependencies:
              pino: {specifier: ^9, version: 9.0.0}
        packages:
          react@18.0.1: {resolution: {integrity: sha512-a}}
          loose@1.0.0: {resolution: {integrity: sha512-b}}
          pino@9.0.0: {resolution: {integrity: sha512-c}}
        snapshots:
          react@18.0.1(loose@1.0.0): {dependencies: {loose: 1.0.0}}
          loose@1.0.0: {}
          pino@9.0.0: {}
        """;
    files.put("pnpm-lock.yaml", lock);
    assertAffected(List.of("web"), "pnpm-lock.yaml", lock.replace("sha512-a", "sha512-z"));
    assertAffected(List.of("web"), "pnpm-lock.yaml", lock.replace("sha512-b", "sha512-z"));
    assertAffected(List.of("api"), "pnpm-lock.yaml", lock.replace("sha512-c", "sha512-z"));
    assertAffected(List.of("api", "web"), "pnpm-lock.yaml", lock.replace("true", "false"));
  }

  @Test
  void yarnLockFilesCountByPackage() {
    nodeWorkspace();
    String lock =
        """
        # yarn lockfile v1


        react@^18:
          version "18.0.1"
          dependencies:
            loose "^1.0.0"

        loose@^1.0.0, loose@^1.1.0:
          version "1.1.0"

        "pino@^9":
          version "9.0.0"
        """;
    files.put("yarn.lock", lock);
    assertAffected(List.of("web"), "yarn.lock", lock.replace("1.1.0\"", "1.1.1\""));
    assertAffected(List.of("api"), "yarn.lock", lock.replace("9.0.0", "9.0.1"));
    String berry =
        """
        __metadata:
          version: 8
        "react@npm:^18":
          version: 18.0.1
          dependencies:
            loose: "npm:^1.0.0"
        "loose@npm:^1.0.0":
          version: 1.1.0
        "pino@npm:^9":
          version: 9.0.0
        """;
    files.put("yarn.lock", berry);
    assertAffected(List.of("web"), "yarn.lock", berry.replace("1.1.0", "1.1.1"));
    assertAffected(List.of("api"), "yarn.lock", berry.replace("9.0.0", "9.0.1"));
  }

  @Test
  void uvLockFilesCountByMember() {
    files.put("pyproject.toml", "[tool.uv.workspace]\nmembers = ['apps/*']\n");
    for (String name : List.of("web", "api")) {
      files.put("apps/" + name + "/pyproject.toml", "[project]\nname = '" + name + "'\n");
      files.put("apps/" + name + "/main.py", "");
    }
    String lock =
        """
        version = 1
        [[package]]
        name = "web"
        source = { editable = "apps/web" }
        dependencies = [{ name = "flask" }]
        [[package]]
        name = "api"
        source = { virtual = "apps/api" }
        [[package]]
        name = "flask"
        version = "3.0.0"
        dependencies = [{ name = "click" }]
        [[package]]
        name = "click"
        version = "8.0.0"
        """;
    files.put("uv.lock", lock);
    assertAffected(List.of("web"), "uv.lock", lock.replace("8.0.0", "8.0.1"));
    assertAffected(
        List.of("api", "web"), "uv.lock", lock.replace("version = 1\n", "version = 2\n"));
  }

  @Test
  void gradleVersionCataloguesCountByEntry() {
    files.put("settings.gradle", "include 'web', 'api'\n");
    files.put(
        "web/build.gradle",
        "plugins { id 'war' }\ndependencies { implementation libs.react.core }\n");
    files.put(
        "api/build.gradle",
        "plugins { id 'war' }\ndependencies { implementation libs.bundles.logging }\n");
    String catalog =
        """
        [versions]
        react = "18.0.1"
        [libraries]
        react-core = { module = "x:react", version.ref = "react" }
        pino = { module = "x:pino", version = "9.0.0" }
        unused = { module = "x:unused", version = "1" }
        [bundles]
        logging = ["pino"]
        """;
    files.put("gradle/libs.versions.toml", catalog);
    String path = "gradle/libs.versions.toml";
    assertAffected(List.of("web"), path, catalog.replace("18.0.1", "18.0.2"));
    assertAffected(List.of("api"), path, catalog.replace("9.0.0", "9.0.1"));
    assertAffected(List.of(), path, catalog.replace("version = \"1\"", "version = \"2\""));
  }

  @Test
  void managedPluginsCountForThoseWhoUseThem() {
    String parent =
        """
        <project><groupId>shop</groupId><artifactId>parent</artifactId><packaging>pom</packaging>
        <build><pluginManagement><plugins>
        <plugin><groupId>x</groupId><artifactId>shader</artifactId><version>1.0.1</version></plugin>
        <plugin><artifactId>maven-jar-plugin</artifactId><version>3.0.0</version></plugin>
        </plugins></pluginManagement></build></project>
        """;
    files.put("pom.xml", parent);
    files.put(
        "web/pom.xml",
        module(
            "web",
            "<build><plugins><plugin><groupId>x</groupId><artifactId>shader</artifactId></plugin></plugins></build>"));
    files.put("api/pom.xml", module("api", ""));
    assertAffected(List.of("web"), "pom.xml", parent.replace("1.0.1", "1.0.2"));
    assertAffected(List.of("api", "web"), "pom.xml", parent.replace("3.0.0", "3.0.1"));
  }

  @Test
  void goFilesOfVersionsCountWithoutWhatNoBuildReads() {
    files.put("go.work", "go 1.26\nuse ./web\n");
    files.put("web/go.mod", "module example.org/web\nrequire x.org/y v1.0.0\n");
    files.put("web/main.go", "package main\n");
    files.put("web/go.sum", "");
    files.put("go.work.sum", "x.org/y v1.0.0 h1:a\nx.org/z v1.0.0/go.mod h1:b\n");
    assertAffected(List.of(), "go.work.sum", "x.org/y v1.0.0 h1:a\n");
    assertAffected(List.of("web"), "go.work.sum", "x.org/y v1.0.0 h1:c\n");
    assertAffected(List.of(), "go.work", "// ours\ngo 1.26\n\nuse (\n\t./web\n)\n");
    assertAffected(List.of("web"), "go.work", "go 1.27\nuse ./web\n");
  }

  private void nodeWorkspace() {
    files.put("package.json", "{\"workspaces\": [\"apps/*\"]}");
    String start = "{\"scripts\": {\"start\": \"node .\"}, \"dependencies\": {%s}}";
    files.put("apps/web/package.json", start.formatted("\"react\": \"^18\""));
    files.put("apps/api/package.json", start.formatted("\"pino\": \"^9\""));
  }

  private static String module(String name, String more) {
    return "<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent>"
        + "<artifactId>%s</artifactId><packaging>war</packaging>%s</project>".formatted(name, more);
  }

  private void assertAffected(List<String> services, String path, String text) {
    Map<String, String> after = new TreeMap<>(files);
    after.put(path, text);
    Path place = folder.resolve(String.valueOf(path.hashCode() + text.hashCode()));
    try (TestRepository made = new TestRepository(place);
        GitRepository repository = made.open()) {
      Plan plan =
          new Planner(CatalogReader.standard())
              .plan(
                  repository,
                  Optional.of(repository.resolve(made.commitOf(files))),
                  repository.resolve(made.commitOf(after)));
      assertEquals(
          services, plan.affected().stream().map(each -> each.service().name()).toList(), text);
    }
  }
}
