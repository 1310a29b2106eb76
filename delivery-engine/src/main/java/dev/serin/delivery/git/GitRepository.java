package dev.serin.delivery.git;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A git repository on this machine, bare or with a work tree, read by JGit: no git command is run.
 * Safe for use by several threads.
 */
public final class GitRepository implements AutoCloseable {
  private final Repository repository;
  private final FolderStore folders;

  private GitRepository(Repository repository) {
    this.repository = repository;
    this.folders = new FolderStore(repository);
  }

  /**
   * Opens the repository that a folder is in.
   *
   * @throws UserError when the folder is in no repository
   */
  public static GitRepository open(Path folder) {
    keepJgitQuiet();
    File start = folder.toAbsolutePath().normalize().toFile();
    if (!start.isDirectory()) {
      throw new UserError("There is no folder " + Printable.text(start.toString()) + ".");
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(start);
    if (builder.getGitDir() == null) {
      throw new UserError(
          Printable.text(start.toString())
              + " is in no git repository. Serin reads commits, never loose files:"
              + " run `git init` and commit, or name a repository with -C.");
    }
    try {
      return new GitRepository(builder.setMustExist(true).build());
    } catch (IOException e) {
      throw new UserError(
          "The git repository at " + builder.getGitDir() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the root of the work tree, or the repository's own folder when it is bare. */
  public Path location() {
    return (repository.isBare() ? repository.getDirectory() : repository.getWorkTree()).toPath();
  }

  /**
   * Returns the name of the system that the repository holds, fit for a namespace: the last part of
   * the address of its remote {@code origin}, else of its folder.
   */
  public String name() {
    String address = origin().orElse(location().toString());
    String last = address.replaceAll("[/\\\\]+(\\.git)?$", "").replaceAll("^.*[/\\\\:]", "");
    String name =
        last.replaceAll("\\.git$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "system" : name.substring(0, Math.min(name.length(), 50));
  }

  /** Returns the address of the remote {@code origin}, without any user name or password in it. */
  public Optional<String> origin() {
    return Optional.ofNullable(repository.getConfig().getString("remote", "origin", "url"))
        .map(address -> address.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/]*@", "$1"));
  }

  /** Returns whether there is no work tree. */
  public boolean isBare() {
    return repository.isBare();
  }

  /** Returns whether the history of this clone is cut off. */
  public boolean isShallow() {
    try {
      return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds the commit that a revision names: a branch, a tag, an id, {@code HEAD~2} and so on.
   *
   * @throws UserError when there is none; it says how to get it when the clone is shallow
   */
  public Commit resolve(String revision) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = repository.resolve(revision + "^{commit}");
      if (id == null) {
        throw notFound(revision);
      }
      return commit(walk.parseCommit(id));
    } catch (MissingObjectException e) {
      throw notFound(revision);
    } catch (AmbiguousObjectException e) {
      throw new UserError(
          "'" + Printable.text(revision) + "' names more than one object: give more digits.", e);
    } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
      throw new UserError(
          "'" + Printable.line(revision) + "' does not name a commit" + rangeHint(revision), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds the best common ancestor of two commits.
   *
   * @throws UserError when there is none, or when it is beyond the cut of a shallow clone
   */
  public Commit mergeBase(Commit one, Commit other) {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(ObjectId.fromString(one.id())));
      walk.markStart(walk.parseCommit(ObjectId.fromString(other.id())));
      RevCommit base = walk.next();
      if (base == null) {
        throw new UserError(
            one.shortId() + " and " + other.shortId() + " have no common ancestor" + shallowHint());
      }
      return commit(walk.parseCommit(base));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files of a commit. */
  public CommitTree tree(Commit commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId tree = walk.parseCommit(ObjectId.fromString(commit.id())).getTree().getId();
      return new CommitTree(repository, folders, commit, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the work tree differs from {@code HEAD}; a bare repository never does. */
  public boolean hasUncommittedChanges() {
    if (repository.isBare()) {
      return false;
    }
    try (Git git = new Git(repository)) {
      Status status = git.status().call();
      return !status.isClean();
    } catch (GitAPIException e) {
      throw new UserError("The work tree cannot be compared with HEAD: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }

  static void keepJgitQuiet() {
    try {
      QuietSystemReader.install();
    } catch (IOException | ConfigInvalidException e) {
      throw new UserError("Your own git configuration cannot be read: " + e.getMessage(), e);
    }
  }

  private UserError notFound(String revision) {
    try {
      if (revision.equals(Constants.HEAD) && repository.resolve(Constants.HEAD) == null) {
        return new UserError(
            "The repository " + location() + " has no commit yet: commit something first.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (revision.contains("..")) {
      return new UserError(
          "'" + Printable.line(revision) + "' does not name a commit" + rangeHint(revision));
    }
    return new UserError(
        "There is no commit '" + Printable.line(revision) + "' in " + location() + shallowHint());
  }

  private static String rangeHint(String revision) {
    return revision.contains("..")
        ? ". It is a range: give its two ends with --from and --to, one commit each."
        : ".";
  }

  private String shallowHint() {
    return isShallow()
        ? ". This clone is shallow, so older commits are missing: run `git fetch --unshallow`,"
            + " or `git fetch --deepen=100` until it is there, and try again."
        : ". Check its name, and run `git fetch` if it is newer than this clone.";
  }

  private static Commit commit(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    return new Commit(
        commit.name(),
        commit.getShortMessage(),
        author.getName(),
        author.getEmailAddress(),
        commit.getCommitterIdent().getWhenAsInstant());
  }
}
