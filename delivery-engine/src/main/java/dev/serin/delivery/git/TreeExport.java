package dev.serin.delivery.git;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Writes a part of a commit's tree to a folder.
 *
 * <p>Algorithm: 1. walk the tree, limited to the wanted paths; 2. refuse names that could lead out
 * of the target; 3. write files as they come, never over anything; 4. write symbolic links last,
 * and only those whose destination is within the target. Invariant: while files are written there
 * is no symbolic link below the target, so nothing is ever written through one.
 */
final class TreeExport {
  private static final int LINK_LIMIT = 4096;

  private final Repository repository;
  private final CommitTree tree;
  private final Path target;

  TreeExport(Repository repository, CommitTree tree, Path target) {
    this.repository = repository;
    this.tree = tree;
    this.target = target.toAbsolutePath().normalize();
  }

  void write(Collection<String> paths) {
    for (String path : paths) {
      if (tree.entry(path).isEmpty()) {
        throw new UserError(
            "There is no " + Printable.text(path) + " in commit " + tree.commit().shortId() + ".");
      }
    }
    List<TreeEntry> links = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = new TreeWalk(repository, reader)) {
      Files.createDirectories(target);
      walk.addTree(tree.objectId());
      walk.setRecursive(true);
      if (!paths.contains(RepositoryPath.ROOT)) {
        if (paths.isEmpty()) {
          return;
        }
        walk.setFilter(PathFilterGroup.createFromStrings(new TreeSet<>(paths)));
      }
      while (walk.next()) {
        TreeEntry entry = TreeWalks.entry(walk);
        checkName(entry.path(), walk.getRawPath());
        switch (entry.kind()) {
          case FILE, EXECUTABLE -> writeFile(reader, entry);
          case SYMLINK -> links.add(entry);
          case SUBMODULE -> Files.createDirectories(destination(entry));
          case FOLDER -> throw new IllegalStateException("a recursive walk enters folders");
        }
      }
      for (TreeEntry link : links) {
        writeLink(reader, link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeFile(ObjectReader reader, TreeEntry entry) throws IOException {
    Path file = destination(entry);
    Files.createDirectories(parent(file));
    try (OutputStream output =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      reader.open(ObjectId.fromString(entry.id())).copyTo(output);
    } catch (MissingObjectException e) {
      throw tree.unreadable(entry.path(), e);
    }
    boolean executable = entry.kind() == TreeEntry.Kind.EXECUTABLE;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void writeLink(ObjectReader reader, TreeEntry entry) throws IOException {
    byte[] bytes = CommitTree.bytes(reader, entry, LINK_LIMIT);
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Upward parts may only lead: "folder-link/../x" is not where its letters say.
    boolean climbsLater = text.matches("(?s)(.*/)?(?!\\.\\.?/)[^/]+/+(.*/)?\\.\\.(/.*)?");
    if (climbsLater
        || RepositoryPath.resolve(RepositoryPath.parent(entry.path()), text).isEmpty()) {
      throw new UserError(
          Printable.text(entry.path())
              + " is a symbolic link to "
              + Printable.text(text)
              + ", which may lead outside of the repository.");
    }
    Path link = destination(entry);
    Files.createDirectories(parent(link));
    Files.createSymbolicLink(link, Path.of(text));
  }

  private Path destination(TreeEntry entry) {
    try {
      return target.resolve(entry.path());
    } catch (InvalidPathException e) {
      throw new UserError(
          Printable.text(entry.path())
              + " is not a name that this machine can write. If it has letters beyond ASCII, set"
              + " LC_ALL=C.UTF-8 in Serin's environment.",
          e);
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new UncheckedIOException(new IOException(file + " has no parent"));
    }
    return parent;
  }

  private static void checkName(String path, byte[] raw) {
    boolean roundTrip = Arrays.equals(path.getBytes(StandardCharsets.UTF_8), raw);
    boolean safe =
        Arrays.stream(path.split("/", -1))
            .noneMatch(
                part ->
                    part.isEmpty()
                        || part.equals(".")
                        || part.equals("..")
                        || part.toLowerCase(Locale.ROOT).equals(".git"));
    if (!roundTrip || !safe) {
      throw new UserError(
          "The commit holds a file named "
              + Printable.text(path)
              + ", which cannot be written safely: names must be UTF-8 and may not be '.', '..' or"
              + " '.git'.");
    }
  }
}
