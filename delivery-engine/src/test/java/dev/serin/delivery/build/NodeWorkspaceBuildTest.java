package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.TestCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real builds of services in an npm workspace. */
@Timeout(120)
class NodeWorkspaceBuildTest extends BuildTest {
  @Test
  void aServiceOfAWorkspaceIsBuiltWithItsLibraries() throws Exception {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "package.json",
        "{\"name\": \"shop\", \"private\": true, \"workspaces\": [\"apps/*\", \"libs/*\"]}");
    files.put(
        "package-lock.json",
        """
        {"name": "shop", "lockfileVersion": 3, "requires": true, "packages": {
          "": {"name": "shop", "workspaces": ["apps/*", "libs/*"]},
          "apps/other": {"version": "1.0.0"},
          "apps/web": {"version": "1.0.0", "dependencies": {"@shop/money": "*"}},
          "libs/money": {"name": "@shop/money", "version": "1.0.0"},
          "node_modules/@shop/money": {"resolved": "libs/money", "link": true},
          "node_modules/other": {"resolved": "apps/other", "link": true},
          "node_modules/web": {"resolved": "apps/web", "link": true}}}
        """);
    files.put("apps/other/package.json", "{\"name\": \"other\", \"version\": \"1.0.0\"}");
    files.put(
        "libs/money/package.json",
        """
        {"name": "@shop/money", "version": "1.0.0", "main": "dist/index.js",
         "scripts": {"build": "mkdir -p dist && cp index.js dist/index.js"}}
        """);
    files.put("libs/money/index.js", "module.exports = 100;\n");
    files.put(
        "apps/web/package.json",
        """
        {"name": "web", "version": "1.0.0", "dependencies": {"@shop/money": "*"},
         "scripts": {"start": "node main.js", "test": "node --test"}}
        """);
    files.put("apps/web/main.js", "console.log(require('@shop/money'));\n");
    files.put(
        "apps/web/main.test.js",
        """
        const test = require('node:test');
        const assert = require('node:assert');
        test('money', () => assert.equal(require('@shop/money'), 100));
        """);

    BuildReport report;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      report = builder().build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }

    assertEquals(List.of(), report.failed());
    assertEquals(new TestCounts(1, 0, 0), report.built().get(0).tests());
    Path kept = folder.resolve("logs/web-tests/node-tests.xml");
    assertTrue(Files.readString(kept).contains("money"), "the report is kept beside the log");
    assertNothingLeft();
  }
}
