package dev.serin.jenkins.engine;

/**
 * What the engine left on standard output.
 *
 * @param text what it printed: JSON, or nothing
 * @param exitCode 0 done; 1 something failed; 2 wrong usage or bad input; 3 not yet
 */
record EngineOutput(String text, int exitCode) {

  /**
   * Reads the output of {@link EngineScript}.
   *
   * @throws IllegalArgumentException when its last line is missing: the engine was cut off
   */
  static EngineOutput of(String output) {
    int last = output.lastIndexOf(EngineScript.EXIT);
    if (last < 0) {
      throw new IllegalArgumentException(
          "serin was cut off before it ended; the log above says how far it came");
    }
    String code = output.substring(last + EngineScript.EXIT.length()).strip();
    if (!code.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("serin ended with an unreadable exit code: " + code);
    }
    return new EngineOutput(output.substring(0, last).strip(), Integer.parseInt(code));
  }
}
