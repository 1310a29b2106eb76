package dev.serin.delivery.build.toolchain;

/**
 * How many tests ran, those of the libraries that were built on the way included.
 *
 * @param passed tests that passed
 * @param failed tests that failed or could not run
 * @param skipped tests that were left out
 */
public record TestCounts(int passed, int failed, int skipped) {
  /** No test. */
  public static final TestCounts NONE = new TestCounts(0, 0, 0);

  /** Refuses negative counts. */
  public TestCounts {
    if (passed < 0 || failed < 0 || skipped < 0) {
      throw new IllegalArgumentException("a count of tests is negative");
    }
  }

  /** The sum of both. */
  public TestCounts plus(TestCounts other) {
    return new TestCounts(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  /** All of them. */
  public int total() {
    return passed + failed + skipped;
  }
}
