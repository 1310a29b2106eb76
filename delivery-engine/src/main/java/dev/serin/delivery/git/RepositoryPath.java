package dev.serin.delivery.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of paths from the root of a repository: parts joined by slashes, {@code "."} is the root
 * itself. Paths are compared part by part, never by their first characters, so that {@code cart}
 * does not contain {@code cart-api}.
 */
public final class RepositoryPath {
  /** The root of the repository. */
  public static final String ROOT = ".";

  private RepositoryPath() {}

  /** Returns whether the path is the folder or below it. */
  public static boolean contains(String folder, String path) {
    return folder.equals(ROOT) || path.equals(folder) || path.startsWith(folder + "/");
  }

  /** Returns whether the path is one of the folders or below one. */
  public static boolean isInAny(Set<String> folders, String path) {
    String each = path;
    while (!folders.contains(each)) {
      if (each.equals(ROOT)) {
        return false;
      }
      each = parent(each);
    }
    return true;
  }

  /** Returns the folder that the path is in; the root is in itself. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? ROOT : path.substring(0, slash);
  }

  /** Returns the last part of the path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the path of a child. */
  public static String child(String folder, String name) {
    return folder.equals(ROOT) ? name : folder + "/" + name;
  }

  /**
   * Resolves a path that a file in a folder names, such as {@code ../../libs/money}.
   *
   * @return the path from the root, or nothing when it is absolute or leads out of the repository
   */
  public static Optional<String> resolve(String folder, String relative) {
    if (relative.startsWith("/") || relative.indexOf('\0') >= 0 || relative.contains("\\")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + relative).split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!part.equals("..")) {
        parts.addLast(part);
      } else if (parts.pollLast() == null) {
        return Optional.empty();
      }
    }
    return Optional.of(parts.isEmpty() ? ROOT : String.join("/", parts));
  }
}
