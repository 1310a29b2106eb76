package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A made repository whose catalogue is read. */
abstract class CatalogTest {
  static final String MAIN = "class Main { public static void main(String[] arguments) {} }";

  @TempDir Path folder;

  TestRepository made;

  @BeforeEach
  void makeRepository() {
    made = new TestRepository(folder);
  }

  @AfterEach
  void closeRepository() {
    made.close();
  }

  final Catalog read() {
    made.commit("state");
    try (GitRepository repository = made.open()) {
      return CatalogReader.standard().read(repository.tree(repository.resolve("HEAD")));
    }
  }

  final List<String> problems() {
    return assertThrows(InvalidInputException.class, this::read).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  static List<String> lines(Catalog catalog) {
    return catalog.components().stream()
        .map(each -> each.name() + " " + each.path() + " " + each.kind() + " " + each.toolchain())
        .toList();
  }

  static String description(String name) {
    return "apiVersion: serin.dev/v1\nservice: " + name + "\n";
  }

  static String pom(String artifact, String more) {
    return "<project><groupId>shop</groupId><artifactId>"
        + artifact
        + "</artifactId>"
        + more
        + "</project>";
  }

  static String child(String artifact, String dependencies) {
    return "<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent>"
        + "<artifactId>"
        + artifact
        + "</artifactId><dependencies>"
        + dependencies
        + "</dependencies></project>";
  }

  static String dependency(String artifact) {
    return "<dependency><groupId>shop</groupId><artifactId>"
        + artifact
        + "</artifactId></dependency>";
  }
}
