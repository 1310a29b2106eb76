package dev.serin.delivery.git;

/**
 * One file, symbolic link, folder or submodule of a commit.
 *
 * @param path path from the root of the repository, with slashes
 * @param id object id in hexadecimal; for a folder it is a hash of everything below
 * @param kind what it is
 */
public record TreeEntry(String path, String id, Kind kind) {

  /** What an entry of a tree can be; git knows no more. */
  public enum Kind {
    FILE,
    EXECUTABLE,
    SYMLINK,
    FOLDER,
    SUBMODULE
  }

  /** Returns whether this is a file with content of its own, executable or not. */
  public boolean isFile() {
    return kind == Kind.FILE || kind == Kind.EXECUTABLE;
  }

  /** Returns the last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
