package dev.serin.delivery.catalog.project;

import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.List;
import java.util.Set;

/** Finds folders with a {@code Dockerfile}; the folder is all that its build may read. */
public final class DockerfileProjects implements ProjectReader {
  private static final String FILE = "Dockerfile";

  @Override
  public String toolchain() {
    return Toolchains.DOCKERFILE;
  }

  @Override
  public String buildFiles() {
    return FILE;
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    return tree.foldersWith(FILE).stream()
        .map(
            folder ->
                new Project(
                    folder,
                    Toolchains.DOCKERFILE,
                    RepositoryPath.name(folder),
                    () -> true,
                    false,
                    List.of(),
                    Set.of()))
        .toList();
  }
}
