package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeCatalogTest extends CatalogTest {
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
  void typeScriptReferencesBasesAndUsedAliasesAreDependencies() {
    made.write(
            "tsconfig.base.json",
            "{\"compilerOptions\": {\"paths\": {\"@shop/money\":"
                + " [\"libs/money/src\"], \"@shop/unused/*\": [\"libs/unused/*\"]}}}")
        .write("libs/money/package.json", "{}")
        .write("libs/money/src/index.ts", "export {};")
        .write("libs/unused/package.json", "{}")
        .write("libs/dates/package.json", "{}")
        .write("libs/dates/tsconfig.json", "{}")
        .write("web/package.json", "{}")
        .write("web/src/main.ts", "import { euro } from '@shop/money';")
        .write(
            "web/tsconfig.json",
            """
            {
              // Comments and trailing commas are usual here.
              "extends": "../tsconfig.base",
              "references": [{"path": "../libs/dates"},],
            }
            """)
        .write("web/service.yaml", description("web"));
    Component web = read().service("web").orElseThrow();
    assertEquals(
        List.of("libs/dates", "libs/money"),
        web.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("tsconfig.base.json"), web.buildFiles());
    assertEquals(4, web.dependencies().get(0).line());
  }

  @Test
  void pnpmWorkspacesLinkByNameWhateverTheRange() {
    made.write("package.json", "{}")
        .write("pnpm-workspace.yaml", "packages: ['apps/*', 'libs/**']\n")
        .write("pnpm-lock.yaml", "lockfileVersion: '9.0'\n")
        .write("libs/deep/ui/package.json", "{\"name\": \"@shop/ui\"}")
        .write(
            "apps/web/package.json",
            "{\"scripts\": {\"start\": \"node .\"}, \"dependencies\": {\"@shop/ui\": \"workspace:^\"}}");
    Component web = read().service("web").orElseThrow();
    assertEquals(
        List.of("libs/deep/ui"), web.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml"), web.buildFiles());
  }
}
