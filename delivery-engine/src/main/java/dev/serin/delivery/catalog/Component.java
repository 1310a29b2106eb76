package dev.serin.delivery.catalog;

import dev.serin.delivery.git.RepositoryPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One part of a repository that is built on its own or that others build upon.
 *
 * @param name what people call it; unique among services
 * @param path its folder from the root of the repository ({@code "."} for the root), unique; a file
 *     when {@code dependsOn} names a single file
 * @param kind whether it is deployed
 * @param toolchain what builds it: one of the ids in {@link Toolchains}
 * @param dependencies what its build needs from the repository, sorted by path, direct ones only
 * @param buildFiles files outside its folder that its build reads: parent POMs, lock files of a
 *     workspace and the like
 * @param description what its {@code service.yaml} says, when it has one
 */
public record Component(
    String name,
    String path,
    Kind kind,
    String toolchain,
    List<Dependency> dependencies,
    Set<String> buildFiles,
    Optional<ServiceDescription> description) {

  /** Whether a component is deployed or only built upon. */
  public enum Kind {
    SERVICE,
    LIBRARY
  }

  /** Copies the collections. */
  public Component {
    dependencies = List.copyOf(dependencies);
    buildFiles = Set.copyOf(buildFiles);
  }

  /** Returns whether it is deployed. */
  public boolean isService() {
    return kind == Kind.SERVICE;
  }

  /** Returns whether a path is its folder or below it. */
  public boolean contains(String other) {
    return RepositoryPath.contains(path, other);
  }

  /** Returns its description, or the defaults for a service without a file. */
  public ServiceDescription effectiveDescription() {
    return description.orElseGet(() -> ServiceDescription.defaults(name));
  }
}
