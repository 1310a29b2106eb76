package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoCatalogTest extends CatalogTest {
  @Test
  void packagesThatAProgramImportsAreItsDependencies() {
    made.write("go.mod", "module example.org/shop\n\ngo 1.26\n")
        .write("go.sum", "")
        .write("cmd/cart/main.go", program("example.org/shop/internal/money", "fmt"))
        .write("cmd/cart/main_test.go", source("main", "example.org/shop/internal/check"))
        .write("cmd/web/main.go", program("net/http"))
        .write("internal/money/money.go", source("money", "example.org/shop/internal/text"))
        .write("internal/money/money_test.go", source("money", "example.org/shop/internal/check"))
        .write("internal/check/check.go", source("check", "example.org/shop/internal/money"))
        .write("internal/text/text.go", source("text"))
        .write("tools/gen/main.go", program("example.org/shop/internal/text"));
    Catalog catalog = read();
    assertEquals(
        List.of(
            "cart cmd/cart SERVICE go",
            "web cmd/web SERVICE go",
            "check internal/check LIBRARY go",
            "money internal/money LIBRARY go",
            "text internal/text LIBRARY go"),
        lines(catalog));
    Component cart = catalog.service("cart").orElseThrow();
    assertEquals(Set.of("go.mod", "go.sum"), cart.buildFiles());
    assertEquals(
        List.of("internal/check", "internal/money"),
        cart.dependencies().stream().map(Dependency::path).toList());
    Dependency money = cart.dependencies().get(1);
    assertEquals("cmd/cart/main.go:4", money.declaredIn() + ":" + money.line());
  }

  @Test
  void modulesOfAWorkspaceAndReplacedOnesAreFound() {
    made.write("go.work", "go 1.26\n\nuse (\n\t./services/cart\n\t./libs/money\n)\n")
        .write("libs/money/go.mod", "module example.org/money\n")
        .write("libs/money/euro/euro.go", source("euro"))
        .write("libs/log/go.mod", "module example.org/other-name\n")
        .write("libs/log/log.go", source("log"))
        .write(
            "services/cart/go.mod",
            "module example.org/cart\nreplace example.org/log v1.2.0 => ../../libs/log // ours\n")
        .write("services/cart/go.sum", "")
        .write(
            "services/cart/cmd/server/main.go",
            program("example.org/log", "example.org/money/euro"));
    Component cart = read().service("cart").orElseThrow();
    assertEquals("services/cart", cart.path());
    assertEquals(
        List.of("libs/log", "libs/money/euro"),
        cart.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("go.work", "libs/money/go.mod"), cart.buildFiles());
  }

  @Test
  void aServiceMayBeDescribedAboveItsProgram() {
    made.write("go.mod", "module example.org/shop\n")
        .write("services/cart/service.yaml", description("cart"))
        .write("services/cart/cmd/server/main.go", program("example.org/shop/libs/money"))
        .write("libs/money/money.go", source("money"));
    Component cart = read().service("cart").orElseThrow();
    assertEquals("go", cart.toolchain());
    assertEquals(
        List.of("libs/money"), cart.dependencies().stream().map(Dependency::path).toList());
  }

  @Test
  void filesThatNoBuildTakesAndImportsInTextsDoNotCount() {
    made.write("go.mod", "module example.org/shop\n")
        .write(
            "cmd/cart/main.go",
            "/* import \"example.org/shop/libs/a\" */\npackage main\n\nvar x = `\nimport"
                + " \"example.org/shop/libs/b\"\n`\n\nfunc main() {}\n")
        .write(
            "cmd/cart/gen.go",
            "//go:build ignore\n\npackage main\n\nimport \"example.org/shop/libs/a\"\n")
        .write("libs/a/a.go", source("a"))
        .write("libs/b/b.go", source("b"));
    assertEquals(
        List.of("shop . SERVICE go"),
        lines(read()).stream().map(line -> line.replaceFirst("^\\S+", "shop")).toList());
  }

  @Test
  void pathsThatLeadNowhereAreProblems() {
    made.write("go.work", "use ./nosuch\n")
        .write("go.mod", "module example.org/shop\nreplace x.org/y => ../../y\n")
        .write("main.go", program());
    assertEquals(
        List.of(
            "go.mod:2:20: ../../y is outside of the repository",
            "go.work:1:5: there is no go.mod at ./nosuch"),
        problems());
  }

  private static String program(String... imports) {
    return source("main", imports) + "func main() {}\n";
  }

  private static String source(String name, String... imports) {
    StringBuilder text = new StringBuilder("package " + name + "\n\nimport (\n");
    for (String path : imports) {
      text.append("\t\"").append(path).append("\"\n");
    }
    return text.append(")\n\n").toString();
  }
}
