package dev.serin.cli.output;

/** What the process says at its end; every command's help repeats it. */
public final class ExitCode {
  /** All is well. */
  public static final int OK = 0;

  /** Something that was asked for failed: a build, a test, a check of the doctor. */
  public static final int FAILED = 1;

  /** The command line or the repository is not as it must be; nothing was done. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
