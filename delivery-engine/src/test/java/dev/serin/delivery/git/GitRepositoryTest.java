package dev.serin.delivery.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.problem.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {
  @TempDir Path temp = Path.of("");

  @Test
  void aFolderOutsideOfAnyRepositoryIsRefusedWithWhatToDo() {
    UserError error = assertThrows(UserError.class, () -> GitRepository.open(temp));
    assertTrue(message(error).contains("is in no git repository"), message(error));
    assertTrue(message(error).contains("`git init`"), message(error));
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    UserError error = assertThrows(UserError.class, () -> GitRepository.open(temp.resolve("x")));
    assertEquals("There is no folder " + temp.resolve("x") + ".", message(error));
  }

  @Test
  void aRepositoryWithoutCommitsSaysSo() {
    try (TestRepository made = new TestRepository(temp);
        GitRepository repository = made.open()) {
      UserError error = assertThrows(UserError.class, () -> repository.resolve("HEAD"));
      assertTrue(message(error).contains("has no commit yet"), message(error));
    }
  }

  @Test
  void aSubfolderFindsItsRepository() throws Exception {
    try (TestRepository made = new TestRepository(temp)) {
      String id = made.write("a/b/c.txt", "c").commit("one");
      try (GitRepository repository = GitRepository.open(temp.resolve("a/b"))) {
        assertEquals(id, repository.resolve("main").id());
        assertEquals(temp.toRealPath(), repository.location().toRealPath());
      }
    }
  }

  @Test
  void aBareRepositoryIsReadAndHasNoUncommittedChanges() {
    try (TestRepository made = new TestRepository(temp.resolve("made"))) {
      String id = made.write("a.txt", "a").commit("one");
      TestRepository.git(temp, "clone", "-q", "--bare", "made", "shop.git");
      try (GitRepository repository = GitRepository.open(temp.resolve("shop.git"))) {
        assertTrue(repository.isBare());
        assertEquals(id, repository.resolve("HEAD").id());
        assertFalse(repository.hasUncommittedChanges());
      }
    }
  }

  @Test
  void aLinkedWorkTreeIsRead() {
    try (TestRepository made = new TestRepository(temp.resolve("made"))) {
      String id = made.write("a.txt", "a").commit("one");
      TestRepository.git(temp.resolve("made"), "worktree", "add", "-q", "-b", "other", "../linked");
      try (GitRepository repository = GitRepository.open(temp.resolve("linked"))) {
        assertEquals(id, repository.resolve("HEAD").id());
        assertEquals(1, repository.tree(repository.resolve("HEAD")).files(".").size());
      }
    }
  }

  @Test
  void uncommittedAndUntrackedFilesAreSeen() {
    try (TestRepository made = new TestRepository(temp)) {
      made.write("a.txt", "a").commit("one");
      try (GitRepository repository = made.open()) {
        assertFalse(repository.hasUncommittedChanges());
        made.write("b.txt", "b");
        assertTrue(repository.hasUncommittedChanges());
      }
    }
  }

  @Test
  void anUnknownRevisionSaysHowToGetIt() {
    try (TestRepository made = new TestRepository(temp)) {
      made.write("a.txt", "a").commit("one");
      try (GitRepository repository = made.open()) {
        UserError error = assertThrows(UserError.class, () -> repository.resolve("nosuch"));
        assertTrue(message(error).startsWith("There is no commit 'nosuch'"), message(error));
        assertTrue(message(error).contains("`git fetch`"), message(error));
        assertThrows(
            UserError.class, () -> repository.resolve("0123456789012345678901234567890123456789"));
        assertThrows(UserError.class, () -> repository.resolve("HEAD~7"));
        assertThrows(UserError.class, () -> repository.resolve("a..b^^{"));
        assertThrows(UserError.class, () -> repository.resolve("HEAD:a.txt"));
      }
    }
  }

  @Test
  void aShallowCloneSaysHowToDeepenIt() {
    try (TestRepository made = new TestRepository(temp.resolve("made"))) {
      String first = made.write("a.txt", "a").commit("one");
      made.write("a.txt", "b").commit("two");
      String url = "file://" + temp.resolve("made");
      TestRepository.git(temp, "clone", "-q", "--depth=1", url, "shallow");
      try (GitRepository repository = GitRepository.open(temp.resolve("shallow"))) {
        assertTrue(repository.isShallow());
        for (String missing : new String[] {"HEAD~1", first}) {
          UserError error = assertThrows(UserError.class, () -> repository.resolve(missing));
          assertTrue(message(error).contains("This clone is shallow"), message(error));
          assertTrue(message(error).contains("`git fetch --unshallow`"), message(error));
          assertTrue(message(error).contains("`git fetch --deepen=100`"), message(error));
        }
      }
    }
  }

  @Test
  void aMergeBaseBeyondTheCutOfAShallowCloneSaysHowToDeepenIt() {
    try (TestRepository made = new TestRepository(temp.resolve("made"))) {
      String first = made.write("a.txt", "a").commit("one");
      made.branch("change", first).write("b.txt", "b").commit("b");
      made.checkout("main").write("a.txt", "b").commit("two");
      String url = "file://" + temp.resolve("made");
      TestRepository.git(temp, "clone", "-q", "--depth=1", "--no-single-branch", url, "shallow");
      try (GitRepository repository = GitRepository.open(temp.resolve("shallow"))) {
        Commit main = repository.resolve("origin/main");
        Commit change = repository.resolve("origin/change");
        UserError error = assertThrows(UserError.class, () -> repository.mergeBase(main, change));
        assertTrue(message(error).contains("have no common ancestor"), message(error));
        assertTrue(message(error).contains("`git fetch --unshallow`"), message(error));
      }
    }
  }

  @Test
  void theMergeBaseIsTheBestCommonAncestor() {
    try (TestRepository made = new TestRepository(temp)) {
      made.write("a.txt", "a").commit("one");
      String fork = made.write("a.txt", "b").commit("two");
      made.branch("change", fork).write("b.txt", "b").commit("b");
      made.checkout("main").write("a.txt", "c").commit("three");
      try (GitRepository repository = made.open()) {
        assertEquals(
            fork,
            repository.mergeBase(repository.resolve("main"), repository.resolve("change")).id());
      }
    }
  }

  @Test
  void theNameComesFromTheRemoteAndIsFitForANamespace() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("My Shop_2"));
    try (TestRepository made = new TestRepository(folder)) {
      made.write("a.txt", "a").commit("one");
      try (GitRepository repository = made.open()) {
        assertEquals("my-shop-2", repository.name());
        assertEquals(Optional.empty(), repository.origin());
      }
      TestRepository.git(folder, "remote", "add", "origin", "https://me:secret@host/team/Shop.git");
      try (GitRepository repository = made.open()) {
        assertEquals("shop", repository.name());
        assertEquals(Optional.of("https://host/team/Shop.git"), repository.origin());
      }
    }
  }

  private static String message(Exception error) {
    return String.valueOf(error.getMessage());
  }
}
