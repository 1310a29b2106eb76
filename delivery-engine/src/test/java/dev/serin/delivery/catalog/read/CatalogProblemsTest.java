package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogProblemsTest extends CatalogTest {
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
}
