package dev.serin.delivery.affected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories made to do harm get one clear message, soon, and nothing of them is run. */
@Timeout(60)
class HostileRepositoryTest {
  private static final String SERVICE = "apiVersion: serin.dev/v1\nservice: cart\n";

  @TempDir private Path folder;
  private TestRepository made;
  private final Map<String, String> files =
      new TreeMap<>(Map.of("cart/service.yaml", SERVICE, "cart/package.json", "{}"));

  @BeforeEach
  void make() {
    made = new TestRepository(folder.resolve("repository"));
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void aFewTreesThatStandForBillionsOfFilesAreRefused() throws IOException {
    String bomb = bomb(10, 16);
    UserError error = assertThrows(UserError.class, () -> plan(Optional.empty(), bomb));
    assertTrue(String.valueOf(error.getMessage()).contains("files, more than are read"));
  }

  @Test
  void foldersNestedByTheThousandAreRead() throws IOException {
    String deep = bomb(3000, 1);
    UserError error = assertThrows(UserError.class, () -> plan(Optional.empty(), deep));
    assertTrue(String.valueOf(error.getMessage()).contains("holds no service"));
    String after = made.commitOf(files);
    assertEquals(1, plan(Optional.of(deep), after).affected().size());
  }

  @Test
  void theAddressOfASubmoduleIsNeverAsked() throws IOException {
    Path proof = folder.resolve("proof");
    files.put(
        ".gitmodules",
        "[submodule \"x\"]\n\tpath = cart/x\n\turl = ext::touch "
            + proof
            + "\n\tupdate = !touch "
            + proof
            + "\n");
    String before = made.commitOf(files);
    String after = withSubmodule(before);
    Plan plan = plan(Optional.of(before), after);
    assertEquals(1, plan.affected().size());
    assertTrue(plan.notes().toString().contains("is a submodule"), plan.notes().toString());
    assertFalse(Files.exists(proof));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--upload-pack=touch x", "-rf", "a\nb", "a\\b"})
  void namesLikeOptionsAndWithControlCharactersAreRefused(String name) {
    files.put(name + "/service.yaml", "apiVersion: serin.dev/v1\nservice: other\n");
    files.put(name + "/package.json", "{}");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
    assertTrue(error.toString().contains("no part of it may start with '-'"), error.toString());
  }

  @Test
  void nestedAliasesAndDeepYamlAreRefusedSoon() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      aliases.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(SERVICE + aliases);
    assertRefused(SERVICE + "dependsOn: " + "[".repeat(20_000) + "\n");
    assertRefused(SERVICE + "#".repeat(2 * 1024 * 1024));
  }

  @Test
  void deepJsonAndXmlAreRefusedSoon() {
    files.put("cart/package.json", "[".repeat(500_000));
    assertThrows(InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
    files.put("cart/package.json", "{}");
    files.put("lib/pom.xml", "<a>".repeat(100_000));
    assertThrows(InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
    files.put(
        "lib/pom.xml",
        "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><project>&x;</project>");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
    assertFalse(error.toString().contains("root:"), error.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:../../../etc", "file:/etc", "file:../.git"})
  void aDependencyOutsideOfTheRepositoryIsRefused(String target) {
    files.put("cart/package.json", "{\"dependencies\": {\"x\": \"" + target + "\"}}");
    assertThrows(InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
  }

  private void assertRefused(String description) {
    files.put("cart/service.yaml", description);
    assertThrows(InvalidInputException.class, () -> plan(Optional.empty(), made.commitOf(files)));
  }

  private Plan plan(Optional<String> base, String head) {
    try (GitRepository repository = made.open()) {
      return new Planner(CatalogReader.standard())
          .plan(repository, base.map(repository::resolve), repository.resolve(head));
    }
  }

  /** Trees within trees, each of which holds the next one many times. */
  private String bomb(int depth, int width) throws IOException {
    try (Repository repository = repository();
        ObjectInserter inserter = repository.newObjectInserter()) {
      byte[] content = SERVICE.getBytes(StandardCharsets.UTF_8);
      ObjectId below = inserter.insert(Constants.OBJ_BLOB, content);
      FileMode mode = FileMode.REGULAR_FILE;
      for (int level = 0; level < depth; level++) {
        TreeFormatter tree = new TreeFormatter();
        for (int i = 0; i < width; i++) {
          tree.append("n%02d".formatted(i), mode, below);
        }
        below = inserter.insert(tree);
        mode = FileMode.TREE;
      }
      return commit(inserter, below);
    }
  }

  private String withSubmodule(String base) throws IOException {
    try (Repository repository = repository();
        ObjectInserter inserter = repository.newObjectInserter();
        GitRepository opened = made.open()) {
      TreeFormatter cart = new TreeFormatter();
      opened
          .tree(opened.resolve(base))
          .list("cart")
          .forEach(
              entry ->
                  cart.append(
                      entry.name(), FileMode.REGULAR_FILE, ObjectId.fromString(entry.id())));
      cart.append("x", FileMode.GITLINK, ObjectId.fromString(base));
      TreeFormatter root = new TreeFormatter();
      String modules = opened.tree(opened.resolve(base)).entry(".gitmodules").orElseThrow().id();
      root.append(".gitmodules", FileMode.REGULAR_FILE, ObjectId.fromString(modules));
      root.append("cart", FileMode.TREE, inserter.insert(cart));
      return commit(inserter, inserter.insert(root));
    }
  }

  private Repository repository() throws IOException {
    return new FileRepositoryBuilder().setGitDir(made.folder().resolve(".git").toFile()).build();
  }

  private static String commit(ObjectInserter inserter, ObjectId tree) throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(new PersonIdent("Test", "test@example.org"));
    commit.setCommitter(new PersonIdent("Test", "test@example.org"));
    commit.setMessage("made");
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    return id.name();
  }
}
