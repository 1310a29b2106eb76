package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.catalog.yaml.Yaml;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workspace of Node packages.
 *
 * @param root folder of the workspace
 * @param included patterns of the folders in it, relative to the root
 * @param excluded patterns of the folders left out
 */
record NpmWorkspace(String root, List<FolderPattern> included, List<FolderPattern> excluded) {
  static final String PNPM_FILE = "pnpm-workspace.yaml";

  /** Returns the workspace whose root a package is, if it is one. */
  static Optional<NpmWorkspace> of(
      String folder, JsonNode json, TreeIndex tree, Problems problems) {
    List<String> patterns = new ArrayList<>();
    JsonNode workspaces = json.path("workspaces");
    JsonNode list = workspaces.isObject() ? workspaces.path("packages") : workspaces;
    list.forEach(pattern -> patterns.add(pattern.asText("")));
    String pnpm = RepositoryPath.child(folder, PNPM_FILE);
    if (tree.hasFile(pnpm)) {
      tree.text(pnpm, problems)
          .ifPresent(text -> patterns.addAll(Yaml.texts(pnpm, text, "packages", problems)));
    }
    if (patterns.isEmpty()) {
      return Optional.empty();
    }
    List<FolderPattern> included = new ArrayList<>();
    List<FolderPattern> excluded = new ArrayList<>();
    for (String pattern : patterns) {
      boolean exclusion = pattern.startsWith("!");
      String plain =
          pattern.substring(exclusion ? 1 : 0).replaceFirst("^\\./", "").replaceFirst("/+$", "");
      try {
        (exclusion ? excluded : included).add(FolderPattern.of(plain));
      } catch (IllegalArgumentException e) {
        problems.add(
            RepositoryPath.child(folder, "package.json"),
            "'" + pattern + "' is no pattern of folders: " + e.getMessage());
      }
    }
    return Optional.of(new NpmWorkspace(folder, List.copyOf(included), List.copyOf(excluded)));
  }

  /** Returns whether a package's folder is in the workspace. */
  boolean holds(String folder) {
    if (folder.equals(root) || !RepositoryPath.contains(root, folder)) {
      return false;
    }
    String relative =
        root.equals(RepositoryPath.ROOT) ? folder : folder.substring(root.length() + 1);
    return included.stream().anyMatch(pattern -> pattern.matches(relative))
        && excluded.stream().noneMatch(pattern -> pattern.matches(relative));
  }
}
