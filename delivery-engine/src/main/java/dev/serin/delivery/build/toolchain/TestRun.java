package dev.serin.delivery.build.toolchain;

import java.util.List;

/**
 * What came of running a service's tests once.
 *
 * @param good whether the tool says that all is well
 * @param counts how many there were
 * @param failures one for each test that failed: its name, and why if that is known
 */
public record TestRun(boolean good, TestCounts counts, List<String> failures) {
  /** Copies the failures. */
  public TestRun {
    failures = List.copyOf(failures);
  }
}
