package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a commit by folder, without the folders in which a build file is no project of this
 * repository: hidden ones, packages that were checked in, and data of tests.
 */
public final class TreeIndex {
  private static final int SIZE_LIMIT = 1024 * 1024;
  private static final Set<String> IGNORED_FOLDERS =
      Set.of("node_modules", "vendor", "target", "dist", "testdata", "fixtures", "__pycache__");
  private static final List<String> IGNORED_PATHS =
      List.of("src/test/", "src/main/resources/", "META-INF/");

  private final CommitTree tree;
  private final Map<String, List<TreeEntry>> filesByFolder = new HashMap<>();
  private final Map<String, List<String>> foldersByFileName = new HashMap<>();

  /** Reads the names of all files of a commit. */
  public TreeIndex(CommitTree tree) {
    this.tree = tree;
    for (TreeEntry file : tree.files(RepositoryPath.ROOT)) {
      String folder = RepositoryPath.parent(file.path());
      filesByFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(file);
      if (file.isFile() && !isIgnored(folder)) {
        foldersByFileName.computeIfAbsent(file.name(), key -> new ArrayList<>()).add(folder);
      }
    }
  }

  /** Returns the commit's tree. */
  public CommitTree tree() {
    return tree;
  }

  /** Returns the folders, sorted, that directly hold a file of that name and may be projects. */
  public List<String> foldersWith(String fileName) {
    return foldersByFileName.getOrDefault(fileName, List.of()).stream().sorted().toList();
  }

  /** Returns whether there is a file at a path. */
  public boolean hasFile(String path) {
    return filesByFolder.getOrDefault(RepositoryPath.parent(path), List.of()).stream()
        .anyMatch(file -> file.path().equals(path) && file.isFile());
  }

  /** Returns the files directly in a folder. */
  public List<TreeEntry> filesIn(String folder) {
    return filesByFolder.getOrDefault(folder, List.of());
  }

  /** Reads a text file, at most a mebibyte; reports a larger one. */
  public Optional<String> text(String path, Problems problems) {
    try {
      return tree.readText(path, SIZE_LIMIT);
    } catch (UserError e) {
      problems.add(path, e.getMessage() == null ? "cannot be read" : e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isIgnored(String folder) {
    if (folder.equals(RepositoryPath.ROOT)) {
      return false;
    }
    for (String part : folder.split("/")) {
      // Braces in a name mark a template of a project.
      if (part.startsWith(".") || part.contains("{") || IGNORED_FOLDERS.contains(part)) {
        return true;
      }
    }
    return IGNORED_PATHS.stream().anyMatch(path -> ("/" + folder + "/").contains("/" + path));
  }
}
