package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads Python projects: folders with a {@code pyproject.toml}, {@code setup.py} or {@code
 * requirements.txt}. Their path dependencies are links; see {@link PythonLinks}. A project is
 * runnable when it has {@code main.py}, {@code app.py}, a package with {@code __main__.py}, or
 * {@code project.scripts}.
 */
public final class PythonProjects implements ProjectReader {
  private static final String PYPROJECT = "pyproject.toml";
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String SETUP = "setup.py";
  private static final Set<String> PROGRAMS = Set.of("main.py", "app.py", "__main__.py");
  private static final Set<String> NO_PACKAGES = Set.of("tests", "test", "docs", "examples");
  private static final TomlMapper TOML = new TomlMapper();

  @Override
  public String toolchain() {
    return Toolchains.PYTHON;
  }

  @Override
  public String buildFiles() {
    return PYPROJECT + ", " + SETUP + " or " + REQUIREMENTS;
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    Set<String> folders = new TreeSet<>(tree.foldersWith(PYPROJECT));
    folders.addAll(tree.foldersWith(SETUP));
    folders.addAll(tree.foldersWith(REQUIREMENTS));
    Map<String, JsonNode> projects = new LinkedHashMap<>();
    for (String folder : folders) {
      projects.put(folder, toml(RepositoryPath.child(folder, PYPROJECT), tree, problems));
    }
    PythonLinks links = new PythonLinks(tree, projects, problems);
    return projects.entrySet().stream()
        .map(entry -> project(entry.getKey(), entry.getValue(), links, tree))
        .toList();
  }

  private static Project project(String folder, JsonNode toml, PythonLinks links, TreeIndex tree) {
    PythonLinks.Found found = links.of(folder, toml);
    String name = name(toml).orElse(RepositoryPath.name(folder));
    return new Project(
        folder,
        Toolchains.PYTHON,
        name,
        () -> isRunnable(folder, toml, tree),
        false,
        found.links(),
        found.buildFiles());
  }

  static Optional<String> name(JsonNode toml) {
    return Optional.of(toml.path("project").path("name").asText(""))
        .filter(name -> !name.isEmpty())
        .or(() -> Optional.of(toml.path("tool").path("poetry").path("name").asText("")))
        .filter(name -> !name.isEmpty());
  }

  private static boolean isRunnable(String folder, JsonNode toml, TreeIndex tree) {
    if (!toml.path("project").path("scripts").isEmpty()) {
      return true;
    }
    if (tree.filesIn(folder).stream().map(RepositoryPath::name).anyMatch(PROGRAMS::contains)) {
      return true;
    }
    return tree.foldersWith("__main__.py").stream()
        .anyMatch(
            candidate ->
                !NO_PACKAGES.contains(RepositoryPath.name(candidate))
                    && (RepositoryPath.parent(candidate).equals(folder)
                        || RepositoryPath.parent(candidate)
                            .equals(RepositoryPath.child(folder, "src"))));
  }

  private static JsonNode toml(String path, TreeIndex tree, Problems problems) {
    Optional<String> text = tree.hasFile(path) ? tree.text(path, problems) : Optional.empty();
    try {
      return TOML.readTree(text.orElse(""));
    } catch (JsonProcessingException e) {
      SyntaxProblems.add(problems, path, "TOML", e);
      return TOML.createObjectNode();
    }
  }
}
