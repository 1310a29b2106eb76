package dev.serin.delivery.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/** A real repository in a temporary folder, for tests. */
public final class TestRepository implements AutoCloseable {
  private static final PersonIdent PERSON = new PersonIdent("Test", "test@example.org");

  private final Path folder;
  private final Git git;

  /** Makes an empty repository. */
  public TestRepository(Path folder) {
    this.folder = folder;
    try {
      GitRepository.keepJgitQuiet();
      this.git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns its folder. */
  public Path folder() {
    return folder;
  }

  /** Opens it as the engine does. */
  public GitRepository open() {
    return GitRepository.open(folder);
  }

  /** Writes a file into the work tree. */
  public TestRepository write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file or folder from the work tree. */
  public TestRepository delete(String path) {
    try (Stream<Path> all = Files.walk(folder.resolve(path))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves a file or folder in the work tree. */
  public TestRepository move(String from, String to) {
    try {
      Path target = folder.resolve(to);
      Files.createDirectories(target.resolveSibling("."));
      Files.move(folder.resolve(from), target);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits everything in the work tree and returns the id. */
  public String commit(String message) {
    try {
      git.add().addFilepattern(".").setAll(true).call();
      return git.commit()
          .setMessage(message)
          .setAuthor(PERSON)
          .setCommitter(PERSON)
          .setAllowEmpty(true)
          .setSign(false)
          .call()
          .name();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a commit of given texts by path, without any work tree, and returns its id. */
  public String commitOf(Map<String, String> files) {
    Repository repository = git.getRepository();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCache index = DirCache.newInCore();
      DirCacheBuilder entries = index.builder();
      for (Map.Entry<String, String> file : files.entrySet()) {
        DirCacheEntry entry = new DirCacheEntry(file.getKey());
        entry.setFileMode(FileMode.REGULAR_FILE);
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, bytes));
        entries.add(entry);
      }
      entries.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      commit.setAuthor(PERSON);
      commit.setCommitter(PERSON);
      commit.setMessage("files");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a branch at a commit and switches to it. */
  public TestRepository branch(String name, String start) {
    try {
      git.checkout().setCreateBranch(true).setName(name).setStartPoint(start).call();
      return this;
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Switches to a branch. */
  public TestRepository checkout(String name) {
    try {
      git.checkout().setName(name).call();
      return this;
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Merges a branch with a commit of its own and returns the id. */
  public String merge(String name) {
    try {
      return git.merge()
          .include(git.getRepository().resolve(name))
          .setFastForward(FastForwardMode.NO_FF)
          .setMessage("Merge " + name)
          .call()
          .getNewHead()
          .name();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the git command in a folder and waits for it. */
  public static void git(Path folder, String... arguments) {
    try {
      List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
