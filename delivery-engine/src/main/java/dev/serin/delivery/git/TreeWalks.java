package dev.serin.delivery.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Turns positions of JGit's walks into entries. */
final class TreeWalks {
  private TreeWalks() {}

  static TreeEntry entry(TreeWalk walk) {
    return new TreeEntry(
        walk.getPathString(), walk.getObjectId(0).name(), kind(walk.getFileMode(0)));
  }

  static TreeEntry.Kind kind(FileMode mode) {
    if (mode == FileMode.TREE) {
      return TreeEntry.Kind.FOLDER;
    }
    if (mode == FileMode.SYMLINK) {
      return TreeEntry.Kind.SYMLINK;
    }
    if (mode == FileMode.GITLINK) {
      return TreeEntry.Kind.SUBMODULE;
    }
    return mode == FileMode.EXECUTABLE_FILE ? TreeEntry.Kind.EXECUTABLE : TreeEntry.Kind.FILE;
  }
}
