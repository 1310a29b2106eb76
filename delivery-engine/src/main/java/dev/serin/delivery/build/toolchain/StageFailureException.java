package dev.serin.delivery.build.toolchain;

/** A service cannot be built as it is; carries what its author needs to mend it. */
public final class StageFailureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final transient TestCounts tests;

  /** A failure in a stage in which no tests ran. */
  public StageFailureException(Stage stage, String message) {
    this(stage, message, TestCounts.NONE);
  }

  /** A failure with the tests that ran until then. */
  public StageFailureException(Stage stage, String message, TestCounts tests) {
    super(message);
    this.stage = stage;
    this.tests = tests;
  }

  /** Where it failed. */
  public Stage stage() {
    return stage;
  }

  /** The tests that ran until then. */
  public TestCounts tests() {
    return tests;
  }

  /** What went wrong, for the service's author. */
  public String explanation() {
    return String.valueOf(getMessage());
  }
}
