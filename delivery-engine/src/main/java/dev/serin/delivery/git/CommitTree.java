package dev.serin.delivery.git;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * The files of one commit, read from git's object store. Valid as long as its repository is open.
 * Safe for use by several threads.
 */
public final class CommitTree {
  /** Few small trees can name each other so that a walk would never end. */
  private static final int MOST_FILES = 2_000_000;

  /** A folder that is still to be entered. */
  private record Place(String path, ObjectId tree) {}

  private final Repository repository;
  private final FolderStore folders;
  private final Commit commit;
  private final ObjectId tree;

  CommitTree(Repository repository, FolderStore folders, Commit commit, ObjectId tree) {
    this.repository = repository;
    this.folders = folders;
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

  /**
   * Returns whether another commit is of the same open repository, so that they can be compared.
   */
  public boolean isOfSameRepository(CommitTree other) {
    return repository == other.repository;
  }

  /** Finds a file or folder by its path from the root, {@code "."} for the root itself. */
  public Optional<TreeEntry> entry(String path) {
    if (path.equals(RepositoryPath.ROOT)) {
      return Optional.of(new TreeEntry(path, tree.name(), TreeEntry.Kind.FOLDER));
    }
    int slash = path.lastIndexOf('/');
    try {
      return folder(RepositoryPath.parent(path))
          .filter(parent -> slash != 0)
          .flatMap(parent -> parent.find(path.substring(slash + 1)))
          .map(child -> new TreeEntry(path, child.id().name(), child.kind()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Returns what is directly in a folder, sorted as git sorts; empty when it is no folder. */
  public List<TreeEntry> list(String folder) {
    try {
      return folder(folder).stream()
          .flatMap(found -> found.list().stream())
          .map(child -> entry(folder, child))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Returns every file, symbolic link and submodule in a folder and below, but no folders. */
  public List<TreeEntry> files(String folder) {
    List<TreeEntry> files = new ArrayList<>();
    walk(folder, below -> true, files::add);
    return List.copyOf(files);
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

  /** Makes the failure of a part of this commit that could not be read. */
  RuntimeException unreadable(String path, IOException cause) {
    return cause instanceof MissingObjectException
        ? MissingContentException.of(path, commit, repository.getConfig(), cause)
        : new UncheckedIOException(cause);
  }

  /**
   * Visits every file, symbolic link and submodule in a folder and below, in no certain order.
   *
   * @param entered tells by its path whether a folder below is entered
   * @throws UserError when there are more than any repository has
   */
  public void walk(String folder, Predicate<String> entered, Consumer<TreeEntry> visitor) {
    Deque<Place> open = new ArrayDeque<>();
    entry(folder)
        .filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
        .ifPresent(entry -> open.push(new Place(folder, ObjectId.fromString(entry.id()))));
    int visited = 0;
    try (ObjectReader reader = repository.newObjectReader()) {
      while (!open.isEmpty()) {
        Place place = open.pop();
        for (Folder.Child child : folders.get(place.tree(), reader).list()) {
          if (++visited > MOST_FILES) {
            throw new UserError(
                "Commit "
                    + commit.shortId()
                    + " holds more than "
                    + MOST_FILES
                    + " files, more than are read.");
          }
          TreeEntry entry = entry(place.path(), child);
          if (child.kind() != TreeEntry.Kind.FOLDER) {
            visitor.accept(entry);
          } else if (entered.test(entry.path())) {
            open.push(new Place(entry.path(), child.id()));
          }
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private Optional<Folder> folder(String path) throws IOException {
    Folder folder = folders.get(tree);
    if (path.equals(RepositoryPath.ROOT)) {
      return Optional.of(folder);
    }
    for (String part : path.split("/", -1)) {
      Optional<Folder.Child> child =
          folder.find(part).filter(found -> found.kind() == TreeEntry.Kind.FOLDER);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      folder = folders.get(child.get().id());
    }
    return Optional.of(folder);
  }

  private static TreeEntry entry(String folder, Folder.Child child) {
    return new TreeEntry(
        RepositoryPath.child(folder, child.name()), child.id().name(), child.kind());
  }
}
