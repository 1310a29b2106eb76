package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.problem.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * The files of a commit by folder, without the folders in which a build file is no project of this
 * repository: hidden ones, packages that were checked in, data of tests, and those that the file
 * {@code .serinignore} in the root names, in the form of a {@code .gitignore}.
 */
public final class TreeIndex {
  private static final int SIZE_LIMIT = 1024 * 1024;
  private static final int SOURCE_LIMIT = 32 * 1024 * 1024;
  private static final Set<String> IGNORED_FOLDERS =
      Set.of("node_modules", "vendor", "target", "dist", "testdata", "fixtures", "__pycache__");
  private static final List<String> IGNORED_PATHS =
      List.of("src/test/", "src/main/resources/", "META-INF/");

  private static final String IGNORE_FILE = ".serinignore";

  private final CommitTree tree;
  private final IgnoreNode ignored = new IgnoreNode();
  private final Map<String, List<TreeEntry>> filesByFolder = new HashMap<>();
  private final Map<String, List<String>> foldersByFileName = new HashMap<>();

  /** Reads the names of all files of a commit. */
  public TreeIndex(CommitTree tree) {
    this.tree = tree;
    readIgnoreFile();
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

  /** Returns the paths, sorted, of files whose names end so and that may belong to projects. */
  public List<String> filesEnding(String ending) {
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
    return filesByFolder.getOrDefault(RepositoryPath.parent(path), List.of()).stream()
        .anyMatch(file -> file.path().equals(path) && file.isFile());
  }

  /** Returns the files directly in a folder. */
  public List<TreeEntry> filesIn(String folder) {
    return filesByFolder.getOrDefault(folder, List.of());
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
    try {
      return tree.readText(path, limit);
    } catch (UserError e) {
      problems.add(path, e.getMessage() == null ? "cannot be read" : e.getMessage());
      return Optional.empty();
    }
  }

  private void readIgnoreFile() {
    byte[] content = tree.read(IGNORE_FILE, SIZE_LIMIT).orElse(new byte[0]);
    try {
      ignored.parse(IGNORE_FILE, new ByteArrayInputStream(content));
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory can be read", impossible);
    }
  }

  private boolean isIgnored(String folder) {
    if (folder.equals(RepositoryPath.ROOT)) {
      return false;
    }
    for (String part : folder.split("/")) {
      // Braces in a name mark a template of a project.
      if (part.startsWith(".") || part.contains("{") || IGNORED_FOLDERS.contains(part)) {
        return true;
      }
    }
    if (isNamed(folder)) {
      return true;
    }
    return IGNORED_PATHS.stream().anyMatch(path -> ("/" + folder + "/").contains("/" + path));
  }

  /** Whether the ignore file names a folder or one above it. */
  private boolean isNamed(String folder) {
    for (String each = folder;
        !each.equals(RepositoryPath.ROOT);
        each = RepositoryPath.parent(each)) {
      if (Boolean.TRUE.equals(ignored.checkIgnored(each, true))) {
        return true;
      }
    }
    return false;
  }
}
