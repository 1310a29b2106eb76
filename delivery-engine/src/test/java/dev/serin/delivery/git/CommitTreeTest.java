package dev.serin.delivery.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTreeTest {
  @TempDir Path temp = Path.of("");

  @Test
  void theCommitIsReadAndNotTheWorkTree() {
    try (TestRepository made = new TestRepository(temp)) {
      made.write("a/b.txt", "committed").commit("one");
      made.write("a/b.txt", "changed").write("a/new.txt", "new");
      try (GitRepository repository = made.open()) {
        CommitTree tree = repository.tree(repository.resolve("HEAD"));
        assertEquals(Optional.of("committed"), tree.readText("a/b.txt", 100));
        assertEquals(List.of("a/b.txt"), paths(tree.files(".")));
        assertEquals(List.of("a"), paths(tree.list(".")));
        assertEquals(Optional.empty(), tree.readText("a", 100));
        assertEquals(Optional.empty(), tree.readText("a/new.txt", 100));
        assertEquals(List.of(), tree.list("nosuch"));
      }
    }
  }

  @Test
  void aFileOverTheLimitIsRefused() {
    try (TestRepository made = new TestRepository(temp)) {
      made.write("a.txt", "x".repeat(1000)).commit("one");
      try (GitRepository repository = made.open()) {
        CommitTree tree = repository.tree(repository.resolve("HEAD"));
        assertThrows(UserError.class, () -> tree.read("a.txt", 999));
        assertArrayEquals(
            "x".repeat(1000).getBytes(StandardCharsets.UTF_8),
            tree.read("a.txt", 1000).orElseThrow());
      }
    }
  }

  @Test
  void exportKeepsModesAndLinksAndLeavesOutTheRest() throws IOException {
    try (TestRepository made = new TestRepository(temp.resolve("repository"))) {
      made.write("a/run.sh", "#!/bin/sh\n").write("a/deep/b.txt", "b\r\n").write("c.txt", "c");
      Files.setPosixFilePermissions(
          made.folder().resolve("a/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createSymbolicLink(made.folder().resolve("a/link"), Path.of("deep/b.txt"));
      made.commit("one");
      Path target = temp.resolve("target");
      try (GitRepository repository = made.open()) {
        repository.tree(repository.resolve("HEAD")).export(Set.of("a"), target);
      }
      assertTrue(Files.isExecutable(target.resolve("a/run.sh")));
      assertFalse(Files.isExecutable(target.resolve("a/deep/b.txt")));
      assertEquals("b\r\n", Files.readString(target.resolve("a/deep/b.txt")));
      assertEquals(Path.of("deep/b.txt"), Files.readSymbolicLink(target.resolve("a/link")));
      assertFalse(Files.exists(target.resolve("c.txt")));
    }
  }

  @Test
  void exportOfAPathThatIsMissingIsRefused() {
    try (TestRepository made = new TestRepository(temp.resolve("repository"))) {
      made.write("a.txt", "a").commit("one");
      try (GitRepository repository = made.open()) {
        CommitTree tree = repository.tree(repository.resolve("HEAD"));
        UserError error =
            assertThrows(UserError.class, () -> tree.export(Set.of("b"), temp.resolve("target")));
        assertTrue(String.valueOf(error.getMessage()).startsWith("There is no b in commit"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "../../outside", "..", "deep/../../x", "deep/..", "a/./../../b"})
  void aLinkThatMayLeadOutIsRefused(String destination) throws IOException {
    try (TestRepository made = new TestRepository(temp.resolve("repository"))) {
      made.write("top.txt", "t").write("folder/deep/x.txt", "x");
      Files.createSymbolicLink(made.folder().resolve("link"), Path.of(destination));
      made.commit("one");
      try (GitRepository repository = made.open()) {
        CommitTree tree = repository.tree(repository.resolve("HEAD"));
        UserError error =
            assertThrows(UserError.class, () -> tree.export(Set.of("."), temp.resolve("target")));
        assertTrue(
            String.valueOf(error.getMessage()).contains("may lead outside of the repository"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "../folder/x", "./a", "a/b..c", "..a/b", "../../top.txt"})
  void aLinkThatStaysInsideIsWritten(String destination) throws IOException {
    try (TestRepository made = new TestRepository(temp.resolve("repository"))) {
      made.write("top.txt", "t").write("folder/deep/x.txt", "x");
      Files.createSymbolicLink(made.folder().resolve("folder/deep/link"), Path.of(destination));
      made.commit("one");
      Path target = temp.resolve("target");
      try (GitRepository repository = made.open()) {
        repository.tree(repository.resolve("HEAD")).export(Set.of("."), target);
      }
      assertEquals(
          Path.of(destination), Files.readSymbolicLink(target.resolve("folder/deep/link")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".git", ".GIT", "."})
  void anEntryWithADangerousNameIsRefused(String name) throws IOException {
    try (TestRepository made = new TestRepository(temp.resolve("repository"));
        Repository repository =
            new FileRepositoryBuilder()
                .setGitDir(temp.resolve("repository/.git").toFile())
                .build();
        ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId file = inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
      TreeFormatter inner = new TreeFormatter();
      inner.append("config", FileMode.REGULAR_FILE, file);
      TreeFormatter outer = new TreeFormatter();
      outer.append(name.getBytes(StandardCharsets.UTF_8), FileMode.TREE, inserter.insert(inner));
      ObjectId root = inserter.insert(outer);
      inserter.flush();
      String id = made.commit("any");
      try (GitRepository opened = made.open()) {
        CommitTree tree =
            new CommitTree(repository, new FolderStore(repository), opened.resolve(id), root);
        assertThrows(UserError.class, () -> tree.export(Set.of("."), temp.resolve("target")));
        assertFalse(Files.exists(temp.resolve("config")));
      }
    }
  }

  private static List<String> paths(List<TreeEntry> entries) {
    return entries.stream().map(TreeEntry::path).toList();
  }
}
