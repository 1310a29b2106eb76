package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that was asked of a commit's files while something was read from it. What was read holds for
 * another commit as well when every question has the same answer there.
 *
 * @param names file names of which all folders were asked for
 * @param endings endings of file names likewise
 * @param places paths of which was asked whether anything is there
 * @param texts paths of files that were read
 * @param folders folders of which the files directly in them were asked for
 * @param subtrees folders of which all files below were asked for
 */
public record Questions(
    Set<String> names,
    Set<String> endings,
    Set<String> places,
    Set<String> texts,
    Set<String> folders,
    Set<String> subtrees) {

  /** Nothing was asked yet. */
  static Questions none() {
    return new Questions(
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** Returns whether every answer is the same on both sides of a comparison of two commits. */
  public boolean haveSameAnswers(List<TreeChange> changes) {
    return changes.stream()
        .allMatch(
            change ->
                change.isOfContent() ? !texts.contains(change.path()) : !concern(change.path()));
  }

  /** Whether an answer may depend on what kind of thing is at a path, or whether one is. */
  private boolean concern(String path) {
    String name = RepositoryPath.name(path);
    if (texts.contains(path)
        || places.contains(path)
        || names.contains(name)
        || endings.stream().anyMatch(name::endsWith)
        || folders.contains(RepositoryPath.parent(path))) {
      return true;
    }
    String above = path;
    do {
      above = RepositoryPath.parent(above);
      if (subtrees.contains(above) || places.contains(above)) {
        return true;
      }
    } while (!above.equals(RepositoryPath.ROOT));
    return false;
  }
}
