package dev.serin.delivery.git;

import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
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
  private static final int MOST_CHANGES = 2_000_000;

  private TreeDiff() {}

  /** Returns the files that were added, changed or removed in a folder, sorted as git sorts. */
  public static List<String> changedFiles(CommitTree before, CommitTree after, String folder) {
    return changes(before, after, folder).stream().map(TreeChange::path).toList();
  }

  /**
   * Returns what differs in a folder and below, sorted as git sorts.
   *
   * @throws UserError when there is more than any two commits have
   */
  public static List<TreeChange> changes(CommitTree before, CommitTree after, String folder) {
    List<TreeChange> changes = new ArrayList<>();
    if (before.id().equals(after.id())) {
      return changes;
    }
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
        changes.add(new TreeChange(walk.getPathString(), kind(walk, 0), kind(walk, 1)));
        if (changes.size() > MOST_CHANGES) {
          throw new UserError(
              "More than "
                  + MOST_CHANGES
                  + " files differ between "
                  + before.commit().shortId()
                  + " and "
                  + after.commit().shortId()
                  + ", more than are compared.");
        }
      }
    } catch (IOException e) {
      throw after.unreadable(folder, e);
    }
    return changes;
  }

  private static Optional<TreeEntry.Kind> kind(TreeWalk walk, int side) {
    FileMode mode = walk.getFileMode(side);
    return mode == FileMode.MISSING || mode == FileMode.TREE
        ? Optional.empty()
        : Optional.of(TreeWalks.kind(mode));
  }
}
