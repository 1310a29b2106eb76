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

  @Test
  void onAMainLineEachServiceHasABaseOfItsOwn() {
    String first = tester.git("rev-parse", "HEAD");
    tester.write("web/x", "1").commit();
    String second = tester.git("rev-parse", "HEAD");
    tester.write("cart/x", "1").commit();
    String form =
        "{\"apiVersion\": \"serin.dev/v1\", \"kind\": \"BuiltServices\", \"services\":"
            + " {\"cart\": {\"commit\": \"%s\"}, \"web\": {\"commit\": \"%s\"}}}";
    tester.write("built.json", form.formatted(second, first));
    String both = tester.serin("plan", "--since-built", "built.json").out();
    assertTrue(both.contains("cart  changed cart/x") && both.contains("web   changed web/x"), both);
    tester.write("built.json", form.formatted(first, second));
    String one = tester.serin("plan", "--since-built", "built.json").out();
    assertTrue(one.contains("1 of 2 services affected"), one);
    tester.write("built.json", form.formatted("0".repeat(40), second));
    CommandTester.Result lost = tester.serin("plan", "--since-built", "built.json");
    assertTrue(lost.out().contains("cart  first build"), lost.out());
    assertTrue(lost.err().contains("cart: last built from a commit that cannot be"), lost.err());
    assertEquals(2, tester.serin("plan", "--since-built", "built.json", "--from", "HEAD~1").code());
  }
}
