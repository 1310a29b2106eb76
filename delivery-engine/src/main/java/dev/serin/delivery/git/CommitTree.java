package dev.serin.delivery.git;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of one commit, read from git's object store. Valid as long as its repository is open.
 * Safe for use by several threads.
 */
public final class CommitTree {
  private final Repository repository;
  private final Commit commit;
  private final ObjectId tree;

  CommitTree(Repository repository, Commit commit, ObjectId tree) {
    this.repository = repository;
    this.commit = commit;
    this.tree = tree;
  }

  /** Returns the commit whose files these are. */
  public Commit commit() {
    return commit;
  }

  /** Returns the object id of the whole tree. */
  public String id() {
    return tree.name();
  }

  /** Finds a file or folder by its path from the root, {@code "."} for the root itself. */
  public Optional<TreeEntry> entry(String path) {
    if (path.equals(RepositoryPath.ROOT)) {
      return Optional.of(new TreeEntry(path, tree.name(), TreeEntry.Kind.FOLDER));
    }
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
      return Optional.empty();
    }
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
      return walk == null ? Optional.empty() : Optional.of(TreeWalks.entry(walk));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Returns what is directly in a folder, sorted as git sorts; empty when it is no folder. */
  public List<TreeEntry> list(String folder) {
    return walk(folder, false);
  }

  /** Returns every file, symbolic link and submodule in a folder and below, but no folders. */
  public List<TreeEntry> files(String folder) {
    return walk(folder, true);
  }

  /**
   * Reads a file.
   *
   * @param path path from the root
   * @param limit the most bytes that are read
   * @return nothing when there is no such file
   * @throws UserError when the file is larger than the limit
   */
  public Optional<byte[]> read(String path, int limit) {
    Optional<TreeEntry> file = entry(path).filter(TreeEntry::isFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (ObjectReader reader = repository.newObjectReader()) {
      return Optional.of(bytes(reader, file.get(), limit));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Reads a file as UTF-8; see {@link #read}. */
  public Optional<String> readText(String path, int limit) {
    return read(path, limit).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Writes files and folders of the commit below an empty folder, at their own paths. Executable
   * files stay so, symbolic links stay links, other modes do not depend on the umask. Bytes are
   * written as they are in the repository: no line endings are changed and no filters run.
   *
   * @param paths files or folders from the root; {@code "."} for everything
   * @param target an empty folder
   * @throws UserError when a path is missing, or a name or link leads out of the target
   */
  public void export(Collection<String> paths, Path target) {
    new TreeExport(repository, this, target).write(paths);
  }

  Repository repository() {
    return repository;
  }

  ObjectId objectId() {
    return tree;
  }

  static byte[] bytes(ObjectReader reader, TreeEntry file, int limit) throws IOException {
    ObjectLoader loader = reader.open(ObjectId.fromString(file.id()));
    if (loader.getSize() > limit) {
      throw new UserError(
          Printable.text(file.path())
              + " is larger than "
              + limit
              + " bytes, the most that is read.");
    }
    return loader.getCachedBytes(limit);
  }

  static UncheckedIOException unreadable(String path, IOException cause) {
    if (cause instanceof MissingObjectException) {
      throw new UserError(
          "The content of "
              + Printable.text(path)
              + " is not in this clone. If it is a partial clone, fetch the rest with"
              + " `git fetch --refetch --no-filter`; else it is damaged: `git fsck` says how.",
          cause);
    }
    return new UncheckedIOException(cause);
  }

  private List<TreeEntry> walk(String folder, boolean recursive) {
    Optional<TreeEntry> start =
        entry(folder).filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER);
    if (start.isEmpty()) {
      return List.of();
    }
    String prefix = folder.equals(RepositoryPath.ROOT) ? "" : folder + "/";
    List<TreeEntry> entries = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(ObjectId.fromString(start.get().id()));
      walk.setRecursive(recursive);
      while (walk.next()) {
        TreeEntry entry = TreeWalks.entry(walk);
        entries.add(new TreeEntry(prefix + entry.path(), entry.id(), entry.kind()));
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return List.copyOf(entries);
  }
}
