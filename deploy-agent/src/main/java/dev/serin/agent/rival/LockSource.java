package dev.serin.agent.rival;

import java.util.List;

/** Where locks are read. */
@FunctionalInterface
interface LockSource {

  /**
   * All locks that there are now.
   *
   * @throws RuntimeException if they could not be read; they are then as they were
   */
  List<ArgoLock> read();
}
