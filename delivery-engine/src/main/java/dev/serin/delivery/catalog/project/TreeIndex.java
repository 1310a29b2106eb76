package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.MissingContentException;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a commit as readers of build files see them, without the {@linkplain IgnoredFolders
 * folders} that hold no project of this repository. It notes all that it is asked, so that what was
 * read can be taken for another commit; that is why no reader sees the commit itself.
 */
public final class TreeIndex {
  private static final int SIZE_LIMIT = 1024 * 1024;
  private static final int SOURCE_LIMIT = 32 * 1024 * 1024;

  private final CommitTree tree;
  private final Map<String, List<String>> foldersByFileName = new HashMap<>();
  private final Questions questions = Questions.none();

  /** Reads the names of all files of a commit. */
  public TreeIndex(CommitTree tree) {
    this.tree = tree;
    questions.texts().add(IgnoredFolders.FILE);
    IgnoredFolders ignored = IgnoredFolders.of(tree.read(IgnoredFolders.FILE, SIZE_LIMIT));
    tree.walk(RepositoryPath.ROOT, folder -> !ignored.contains(folder), this::add);
    foldersByFileName.values().forEach(Collections::sort);
  }

  private void add(TreeEntry file) {
    if (file.isFile()) {
      foldersByFileName
          .computeIfAbsent(file.name(), key -> new ArrayList<>())
          .add(RepositoryPath.parent(file.path()));
    }
  }

  /** Returns what was asked so far. */
  public Questions questions() {
    return questions;
  }

  /** Returns the folders, sorted, that directly hold a file of that name and may be projects. */
  public List<String> foldersWith(String fileName) {
    questions.names().add(fileName);
    return List.copyOf(foldersByFileName.getOrDefault(fileName, List.of()));
  }

  /** Returns the paths, sorted, of files whose names end so and that may belong to projects. */
  public List<String> filesEnding(String ending) {
    questions.endings().add(ending);
    return foldersByFileName.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(ending))
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(folder -> RepositoryPath.child(folder, entry.getKey())))
        .sorted()
        .toList();
  }

  /** Returns whether there is a file at a path. */
  public boolean hasFile(String path) {
    questions.places().add(path);
    return tree.entry(path).filter(TreeEntry::isFile).isPresent();
  }

  /** Returns whether there is anything at a path: a file, a folder, a link. */
  public boolean exists(String path) {
    questions.places().add(path);
    return tree.entry(path).isPresent();
  }

  /** Returns the paths of all files, links and submodules directly in a folder. */
  public List<String> filesIn(String folder) {
    questions.folders().add(folder);
    return tree.list(folder).stream()
        .filter(entry -> entry.kind() != TreeEntry.Kind.FOLDER)
        .map(TreeEntry::path)
        .toList();
  }

  /** Returns the paths of all files, links and submodules in a folder and below. */
  public List<String> filesBelow(String folder) {
    questions.subtrees().add(folder);
    return tree.files(folder).stream().map(TreeEntry::path).toList();
  }

  /** Reads a build file, at most a mebibyte; reports a larger one. */
  public Optional<String> text(String path, Problems problems) {
    return text(path, SIZE_LIMIT, problems);
  }

  /** Reads a source file, which may be generated and large: at most 32 mebibytes. */
  public Optional<String> source(String path, Problems problems) {
    return text(path, SOURCE_LIMIT, problems);
  }

  private Optional<String> text(String path, int limit, Problems problems) {
    questions.texts().add(path);
    try {
      return tree.readText(path, limit);
    } catch (MissingContentException e) {
      // Nothing is wrong with the file, and one message is enough.
      throw e;
    } catch (UserError e) {
      problems.add(path, e.getMessage() == null ? "cannot be read" : e.getMessage());
      return Optional.empty();
    }
  }
}
