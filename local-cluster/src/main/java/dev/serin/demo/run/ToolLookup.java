package dev.serin.demo.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks programs on the PATH for their versions. */
interface ToolLookup {

  /**
   * Asks one program.
   *
   * @param tool its name
   * @param question the argument that makes it tell its version
   */
  Answer ask(String tool, String question) throws InterruptedException;

  /**
   * What a program answered.
   *
   * @param found whether it could be run at all
   * @param firstLine the first line that it printed
   */
  record Answer(boolean found, String firstLine) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)(\\.\\d+)*");

    /** A program that is not there. */
    static final Answer MISSING = new Answer(false, "");

    /** The first number of its version, or 0 when it tells none. */
    int majorVersion() {
      Matcher matcher = VERSION.matcher(firstLine);
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
  }

  /** Runs the programs of this machine. */
  static ToolLookup ofThisMachine() {
    return (tool, question) -> {
      try {
        Process process = new ProcessBuilder(tool, question).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Answer.MISSING;
        }
        // Some print notes about JAVA_TOOL_OPTIONS first, and colours.
        String line =
            text.lines()
                .filter(each -> !each.startsWith("Picked up"))
                .map(each -> each.replaceAll("\u001b\\[[0-9;]*m", ""))
                .findFirst()
                .orElse("");
        return process.exitValue() == 0 ? new Answer(true, line) : Answer.MISSING;
      } catch (IOException missing) {
        return Answer.MISSING;
      }
    };
  }
}
