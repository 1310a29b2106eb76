package dev.serin.delivery.catalog.project;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A folder that a build file makes buildable.
 *
 * @param folder its path from the root of the repository
 * @param toolchain what builds it
 * @param name what the build file calls it; the folder's name when it says nothing
 * @param program tells whether it holds something that can be started, so that it may be a service;
 *     asked only where it matters, since that may take reading all of its sources
 * @param group whether it only groups other projects: a parent POM, a workspace root
 * @param links projects and files of the repository that its build needs
 * @param buildFiles files outside its folder that its build reads
 */
public record Project(
    String folder,
    String toolchain,
    String name,
    BooleanSupplier program,
    boolean group,
    List<Link> links,
    Set<String> buildFiles) {
  /** Copies the collections. */
  public Project {
    links = List.copyOf(links);
    buildFiles = Set.copyOf(buildFiles);
  }

  /** Returns whether it holds something that can be started. */
  public boolean isRunnable() {
    return program.getAsBoolean();
  }

  /**
   * A build file needs another folder of the repository.
   *
   * @param folder path of what is needed, from the root
   * @param file the build file that says so
   * @param line line in that file, from 1; 0 when it is not known
   * @param column column in that line, from 1; 0 when it is not known
   * @param reason how it says so, for people
   * @param onlyForTests whether only its own tests need it, which are run for services alone
   */
  public record Link(
      String folder, String file, int line, int column, String reason, boolean onlyForTests) {
    /** A link that every build needs. */
    public Link(String folder, String file, int line, int column, String reason) {
      this(folder, file, line, column, reason, false);
    }
  }
}
