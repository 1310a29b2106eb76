package dev.serin.delivery.affected;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathNotesTest {
  @TempDir private Path folder;
  private TestRepository made;
  private final Map<String, String> files =
      new TreeMap<>(
          Map.of(
              "cart/service.yaml", "apiVersion: serin.dev/v1\nservice: cart\n",
              "cart/Dockerfile", "FROM scratch",
              "cart/src/Cart.js", "1",
              "cart/src/Total.js", "1"));

  @BeforeEach
  void make() {
    made = new TestRepository(folder);
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void aFileWhoseNameChangedOnlyInCaseIsNamedAndItsServiceBuilt() {
    Plan plan =
        planned(
            () -> files.put("cart/src/cart.js", String.valueOf(files.remove("cart/src/Cart.js"))));
    assertEquals(1, plan.affected().size());
    assertEquals(
        List.of(
            "cart/src/cart.js: was cart/src/Cart.js: only the case changed, so a work tree on macOS"
                + " or Windows may keep the old name"),
        texts(plan));
  }

  @Test
  void aFolderIsNamedOnceForAllThatIsInIt() {
    Plan plan =
        planned(
            () ->
                List.of("Cart.js", "Total.js")
                    .forEach(
                        name -> files.put("cart/SRC/" + name, files.remove("cart/src/" + name))));
    assertEquals(
        List.of(
            "cart/SRC: was cart/src: only the case changed, so a work tree on macOS or Windows may"
                + " keep the old name"),
        texts(plan));
  }

  @Test
  void twoNamesThatDifferOnlyInCaseAreNamed() {
    Plan plan = planned(() -> files.put("cart/src/CART.js", "other"));
    assertEquals(
        List.of(
            "cart/src/Cart.js: differs from CART.js only in case: macOS and Windows keep one of the"
                + " two"),
        texts(plan));
  }

  @Test
  void manyNotesAreCut() {
    Plan plan =
        planned(
            () -> {
              for (int i = 0; i < 9; i++) {
                files.put("cart/" + i + "/a", "");
                files.put("cart/" + i + "/A", "");
              }
            });
    assertEquals(6, plan.notes().size());
    assertEquals("and 4 more notes on paths of this kind", texts(plan).get(5));
  }

  @Test
  void anOrdinaryChangeHasNoNotes() {
    assertEquals(List.of(), planned(() -> files.put("cart/src/Cart.js", "2")).notes());
  }

  private Plan planned(Runnable change) {
    String before = made.commitOf(files);
    change.run();
    String after = made.commitOf(files);
    try (GitRepository repository = made.open()) {
      return new Planner(CatalogReader.standard())
          .plan(repository, Optional.of(repository.resolve(before)), repository.resolve(after));
    }
  }

  private static List<String> texts(Plan plan) {
    return plan.notes().stream().map(Problem::toString).toList();
  }
}
