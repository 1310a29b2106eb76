package dev.serin.delivery.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Compares two commits of one repository by their trees' ids: what is the same is never entered,
 * and no file is read. A file that moved is one that went and one that came.
 */
public final class TreeDiff {
  private TreeDiff() {}

  /** Returns the files that were added, changed or removed in a folder, sorted as git sorts. */
  public static List<String> changedFiles(CommitTree before, CommitTree after, String folder) {
    List<String> changed = new ArrayList<>();
    try (ObjectReader reader = after.repository().newObjectReader();
        TreeWalk walk = new TreeWalk(after.repository(), reader)) {
      walk.addTree(before.objectId());
      walk.addTree(after.objectId());
      walk.setRecursive(true);
      walk.setFilter(
          folder.equals(RepositoryPath.ROOT)
              ? TreeFilter.ANY_DIFF
              : AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF));
      while (walk.next()) {
        changed.add(walk.getPathString());
      }
    } catch (IOException e) {
      throw CommitTree.unreadable(folder, e);
    }
    return List.copyOf(changed);
  }
}
