package dev.serin.delivery.git;

import java.util.Optional;

/**
 * A file, symbolic link or submodule that differs between two commits.
 *
 * @param path its path from the root
 * @param before what it was; nothing when it was added
 * @param after what it is; nothing when it was removed
 */
public record TreeChange(
    String path, Optional<TreeEntry.Kind> before, Optional<TreeEntry.Kind> after) {
  /** Returns whether only its content differs. */
  public boolean isOfContent() {
    return before.equals(after);
  }
}
