package dev.serin.delivery.catalog.project;

import dev.serin.delivery.problem.Problems;
import java.util.List;

/** Reads the build files of one toolchain. A further toolchain is a further implementation. */
public interface ProjectReader {
  /** Returns the id of the toolchain; see {@link dev.serin.delivery.catalog.Toolchains}. */
  String toolchain();

  /** Returns the build files that make a folder a project, for messages. */
  String buildFiles();

  /**
   * Reads all projects of a commit.
   *
   * @param problems takes what is wrong with the build files
   * @return the projects, at most one for a folder
   */
  List<Project> read(TreeIndex tree, Problems problems);
}
