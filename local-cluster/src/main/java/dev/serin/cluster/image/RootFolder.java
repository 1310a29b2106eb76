package dev.serin.cluster.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A folder that untrusted paths and links are resolved in, and cannot leave.
 *
 * <ol>
 *   <li>Absolute paths, and paths with {@code ..}, are refused.
 *   <li>A link in the middle of a path is followed by hand, one name at a time.
 *   <li>A link with an absolute target, or with one outside the folder, is refused.
 *   <li>So is one with {@code ..} after a name: if that name is a link, nobody sees where it leads.
 * </ol>
 */
final class RootFolder {
  private static final int MAX_LINKS = 40;

  private final Path root;

  RootFolder(Path root) {
    this.root = root;
  }

  /** The folder itself. */
  Path path() {
    return root;
  }

  /** Where an entry of this name goes: its parent with links resolved, then its last name. */
  Path place(String name) throws ImageException, IOException {
    Path relative = checked(name);
    Path parent = relative.getParent();
    Path folder = parent == null ? root : follow(root, parent, name, 0);
    return folder.resolve(relative.getFileName());
  }

  /** The target of a symbolic link at this place, if it may have it. */
  Path checkedLink(String name, Path place, String target) throws ImageException {
    Path wanted = path(name, target);
    if (wanted.isAbsolute()) {
      throw new ImageException(name + " is a link to the absolute path " + target);
    }
    if (upAgain(wanted) || !place.resolveSibling(wanted).normalize().startsWith(root)) {
      throw new ImageException(name + " is a link to " + target + ", outside the image");
    }
    return wanted;
  }

  private Path follow(Path from, Path relative, String name, int links)
      throws ImageException, IOException {
    Path folder = from;
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        if (folder.equals(root)) {
          throw new ImageException("\"" + name + "\" leads out of the image");
        }
        folder = parent(folder);
      } else if (!part.toString().isEmpty() && !part.toString().equals(".")) {
        folder = folder.resolve(part);
      }
      if (Files.isSymbolicLink(folder)) {
        Path target = Files.readSymbolicLink(folder);
        if (links == MAX_LINKS || target.isAbsolute()) {
          throw new ImageException(name + " leads through the link " + folder.getFileName());
        }
        folder = follow(parent(folder), target, name, links + 1);
      }
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new ImageException(name + " leads through " + part + ", which is no folder");
      }
    }
    return folder;
  }

  private static boolean upAgain(Path target) {
    boolean down = false;
    for (Path part : target) {
      boolean up = part.toString().equals("..");
      if (up && down) {
        return true;
      }
      down = down || !(up || part.toString().equals("."));
    }
    return false;
  }

  private static Path checked(String name) throws ImageException {
    Path path = path(name, name);
    if (path.isAbsolute()) {
      throw new ImageException("\"" + name + "\" is an absolute path");
    }
    for (Path part : path) {
      if (part.toString().equals("..")) {
        throw new ImageException("\"" + name + "\" leads out of the image");
      }
    }
    Path normal = path.normalize();
    if (normal.toString().isEmpty()) {
      throw new ImageException("an entry has no name");
    }
    return normal;
  }

  private static Path path(String entry, String text) throws ImageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ImageException("the path of the entry \"" + entry + "\" is not valid here", e);
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
