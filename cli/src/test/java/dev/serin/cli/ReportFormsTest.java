package dev.serin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogues and plans in the forms that other programs read. */
class ReportFormsTest {
  private final CommandTester tester;

  ReportFormsTest(@TempDir Path folder) {
    tester = CommandTester.withShop(folder.resolve("shop"));
  }

  @Test
  void theCatalogueIsAGraph() {
    assertEquals(
        """
        flowchart LR
          c0("cart")
          c1["money"]
          c2("web")
          c0 --> c1
        """,
        tester.serin("catalog", "--mermaid").out());
  }

  @Test
  void theCatalogueIsBackstagesEntities() {
    String yaml = tester.serin("catalog", "--backstage").out();
    assertTrue(
        yaml.contains(
            """
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: cart
              title: cart
              annotations:
                serin.dev/path: cart
              tags:
                - npm
            spec:
              type: service
              lifecycle: production
              owner: me
              system: shop
              dependsOn:
                - component:libs-money
            """),
        yaml);
    assertTrue(yaml.contains("kind: System\nmetadata:\n  name: shop\n"), yaml);
    assertTrue(yaml.contains("name: libs-money\n  title: money"), yaml);
  }

  @Test
  void thePlanIsACommentInWhichNamesStayNames() {
    tester.write("web/@team|<b>", "1").write("libs/money/index.js", "1").commit();
    String range = tester.git("rev-parse", "--short=10", "HEAD");
    String markdown = tester.serin("plan", "--from", "HEAD~1", "--markdown", "--explain").out();
    assertTrue(markdown.startsWith("**shop "), markdown);
    assertTrue(markdown.contains(".." + range + ": 2 of 2 services affected**"), markdown);
    assertTrue(
        markdown.endsWith(
            """

            | service | why |
            | --- | --- |
            | `cart` (cart) | depends on libs/money, which changed |
            | `web` (web) | changed web/&#64;team\\|&lt;b&gt; |
            """),
        markdown);
  }

  @Test
  void oneFormAtATime() {
    assertEquals(2, tester.serin("catalog", "--json", "--mermaid").code());
    assertEquals(2, tester.serin("plan", "--json", "--markdown").code());
  }
}
