package dev.serin.delivery.affected;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeChange;
import dev.serin.delivery.git.TreeEntry;
import dev.serin.delivery.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a person should know of the paths that a range of commits changes: names that differ only in
 * case, since file systems of macOS and Windows take them for one, and submodules, whose commit
 * counts though their files are in another repository.
 */
final class PathNotes {
  private static final int MOST = 5;

  private final CommitTree head;
  private final Map<String, String> removed = new HashMap<>();
  private final Set<String> lookedAt = new HashSet<>();
  private final List<Problem> notes = new ArrayList<>();

  private PathNotes(CommitTree head) {
    this.head = head;
  }

  /** Returns the notes, the first few of them and how many more there are. */
  static List<Problem> of(List<TreeChange> changes, CommitTree head) {
    PathNotes found = new PathNotes(head);
    changes.stream()
        .filter(change -> change.after().isEmpty())
        .forEach(change -> found.removed.put(lower(change.path()), change.path()));
    changes.forEach(found::add);
    if (found.notes.size() <= MOST) {
      return found.notes;
    }
    List<Problem> first = new ArrayList<>(found.notes.subList(0, MOST));
    first.add(note("", "and " + (found.notes.size() - MOST) + " more notes on paths of this kind"));
    return first;
  }

  private void add(TreeChange change) {
    if (change.after().filter(kind -> kind == TreeEntry.Kind.SUBMODULE).isPresent()) {
      notes.add(
          note(
              change.path(),
              "is a submodule: its commit counts as a change, but builds do not get its files,"
                  + " which are in another repository"));
    }
    if (change.before().isEmpty()) {
      String earlier = removed.get(lower(change.path()));
      if (earlier != null) {
        addRename(earlier, change.path());
      }
      addTwins(change.path());
    }
  }

  /** Notes the part that changed once, be it a file or a folder with many. */
  private void addRename(String earlier, String path) {
    String[] before = earlier.split("/");
    String[] after = path.split("/");
    int part = 0;
    while (part < after.length - 1 && before[part].equals(after[part])) {
      part++;
    }
    String renamed = String.join("/", List.of(after).subList(0, part + 1));
    if (lookedAt.add("renamed " + renamed)) {
      notes.add(
          note(
              renamed,
              "was "
                  + String.join("/", List.of(before).subList(0, part + 1))
                  + ": only the case changed, so a work tree on macOS or Windows may keep the old"
                  + " name"));
    }
  }

  private void addTwins(String path) {
    for (String each = path;
        !each.equals(RepositoryPath.ROOT);
        each = RepositoryPath.parent(each)) {
      String folder = RepositoryPath.parent(each);
      if (!lookedAt.add(folder)) {
        continue;
      }
      Map<String, String> names = new HashMap<>();
      for (TreeEntry entry : head.list(folder)) {
        String twin = names.putIfAbsent(lower(entry.name()), entry.name());
        if (twin != null) {
          notes.add(
              note(
                  entry.path(),
                  "differs from " + twin + " only in case: macOS and Windows keep one of the two"));
        }
      }
    }
  }

  private static Problem note(String path, String message) {
    return new Problem(path, 0, 0, message);
  }

  private static String lower(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
