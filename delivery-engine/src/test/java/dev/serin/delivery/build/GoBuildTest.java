package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real builds of small Go modules; Go's own library is compiled at first. */
@Tag("full")
@Timeout(240)
class GoBuildTest extends BuildTest {
  private static final Map<String, String> WORKSPACE =
      Map.of(
          "go.work",
          "go 1.21\n\nuse (\n\t./libs/money\n\t./services/cart\n)\n",
          "libs/money/go.mod",
          "module example.org/money\n\ngo 1.21\n",
          "libs/money/money.go",
          "package money\n\nfunc Cents() int { return 100 }\n",
          "services/cart/go.mod",
          "module example.org/cart\n\ngo 1.21\n",
          "services/cart/cmd/cart/main.go",
          """
          package main

          import "example.org/money"

          func total() int { return money.Cents() }

          func main() { println(total()) }
          """,
          "unrelated/file",
          "");

  @BeforeAll
  static void needsGo() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "go")));
    assumeTrue(there, "no go on the PATH");
  }

  @Test
  void aProgramOfAWorkspaceIsBuiltTestedAndBecomesOneStaticFile() throws Exception {
    Map<String, String> files = new TreeMap<>(WORKSPACE);
    files.put("services/cart/cmd/cart/main_test.go", test(100));

    BuildReport report = build(files);

    assertEquals(List.of(), report.failed());
    ServiceOutcome.Built cart = report.built().get(0);
    assertEquals("cart", cart.service());
    assertEquals(new TestCounts(2, 0, 1), cart.tests());
    assertNothingLeft();
  }

  @Test
  void aTestThatFailsIsNamedWithItsMessage() throws Exception {
    Map<String, String> files = new TreeMap<>(WORKSPACE);
    files.put("services/cart/cmd/cart/main_test.go", test(7));

    ServiceOutcome.Failed cart = build(files).failed().get(0);

    assertEquals(Stage.TEST, cart.stage());
    assertTrue(cart.message().contains("TestTotal: main_test.go:7: total is 100"), cart.message());
    assertEquals(new TestCounts(1, 1, 1), cart.tests());
  }

  @Test
  void codeThatDoesNotCompileIsABuildFailure() throws Exception {
    Map<String, String> files = new TreeMap<>(WORKSPACE);
    files.put("libs/money/money.go", "package money\n\nfunc Cents() int { return \"\" }\n");

    ServiceOutcome.Failed cart = build(files).failed().get(0);

    assertEquals(Stage.BUILD, cart.stage());
    assertTrue(cart.message().contains("money.go:3"), cart.message());
  }

  private static String test(int wanted) {
    return """
    package main

    import "testing"

    func TestTotal(t *testing.T) {
    	if total() != %d {
    		t.Errorf("total is %%d", total())
    	}
    }

    func TestLater(t *testing.T) { t.Skip("later") }

    func TestParts(t *testing.T) {}
    """
        .formatted(wanted);
  }

  @TempDir static Path cache;

  private BuildReport build(Map<String, String> files) throws Exception {
    Machine machine =
        new Machine(System.getenv(), folder.resolve("home"), cache, folder.resolve("workspaces"));
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      return new Builder(machine)
          .build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }
  }
}
