package dev.serin.delivery.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.problem.UserError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones by git itself that leave out contents, and the way out that the message names. */
class PartialCloneTest {
  private static final Pattern COMMAND = Pattern.compile("`git ([^`]+)`");

  @TempDir private Path temp;
  private TestRepository made;

  @BeforeEach
  void make() {
    made = new TestRepository(temp.resolve("made"));
    made.write("cart/service.yaml", "apiVersion: serin.dev/v1\nservice: cart\n")
        .write("cart/package.json", "{}")
        .commit("one");
    made.write("cart/package.json", "{\"name\": \"cart\"}").commit("two");
    TestRepository.git(made.folder(), "config", "uploadpack.allowFilter", "true");
  }

  @AfterEach
  void close() {
    made.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blob:none", "tree:0"})
  void whatIsMissingIsNamedWithTheCommandThatGetsIt(String filter) {
    Path clone = cloned(filter);
    UserError error = assertThrows(UserError.class, () -> plan(clone));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("in commit"), message);
    assertTrue(message.contains("partial clone of 'origin' (" + filter + ")"), message);

    Matcher command = COMMAND.matcher(message);
    assertTrue(command.find(), message);
    TestRepository.git(clone, command.group(1).split(" "));

    assertEquals(1, plan(clone).affected().size());
  }

  @Test
  void oneMessageIsEnoughForManyFiles() {
    for (int i = 0; i < 5; i++) {
      made.write("s" + i + "/service.yaml", "apiVersion: serin.dev/v1\nservice: s" + i + "\n");
    }
    made.commit("many");
    UserError error = assertThrows(UserError.class, () -> plan(cloned("blob:none")));
    assertEquals(1, String.valueOf(error.getMessage()).lines().count());
  }

  private Path cloned(String filter) {
    String address = made.folder().toUri().toString();
    TestRepository.git(
        temp,
        "clone",
        "-q",
        "--config=gc.auto=0", // Else git may still tidy up when the folder is removed.
        "--config=maintenance.auto=false",
        "--no-checkout",
        "--filter=" + filter,
        address,
        "clone");
    return temp.resolve("clone");
  }

  private static Plan plan(Path clone) {
    try (GitRepository repository = GitRepository.open(clone)) {
      return new Planner(CatalogReader.standard())
          .plan(repository, Optional.of(repository.resolve("HEAD~1")), repository.resolve("HEAD"));
    }
  }
}
