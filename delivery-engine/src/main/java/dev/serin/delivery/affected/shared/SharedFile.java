package dev.serin.delivery.affected.shared;

import java.util.Optional;

/**
 * A file outside of all components that the builds of several services read, such as the lock file
 * of a workspace.
 */
@FunctionalInterface
public interface SharedFile {
  /**
   * Returns what the file means to one build: a text that is equal for two versions of the file
   * when the build cannot tell them apart.
   *
   * @return nothing when that cannot be told, so that the whole file counts
   */
  Optional<String> meaningTo(Reader reader);
}
