package dev.serin.delivery.build.maven;

import dev.serin.delivery.build.toolchain.Excerpt;
import dev.serin.delivery.build.toolchain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Maven prints while it prints it: which stage it is in, and when it fails, in which
 * stage and why.
 */
final class MavenLog {
  private static final Pattern GOAL = Pattern.compile("^\\[INFO] --- ([\\w.-]+):\\S+ .*---$");
  private static final Pattern FAILED_GOAL =
      Pattern.compile("^\\[ERROR] Failed to execute goal \\S*?:([\\w.-]+-plugin):\\S+ .*");
  private static final Pattern COMPILER =
      Pattern.compile("^\\[ERROR] (/.*?):\\[(\\d+),(\\d+)] (.*)$");
  private static final Pattern TESTING = Pattern.compile("(maven-)?(surefire|failsafe)(-plugin)?");
  private static final String ERROR = "[ERROR] ";
  private static final List<String> ADVICE =
      List.of("-> [Help 1]", "[Help 1] ", "To see the full stack trace", "Re-run Maven using");

  private final String workspacePrefix;
  private final List<String> compilerErrors = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private boolean testGoalFailed;

  /** Reads the log of a build whose files are below a folder; messages show paths without it. */
  MavenLog(String workspaceFolder) {
    this.workspacePrefix = workspaceFolder + "/";
  }

  /** Reads a line, and says which stage it begins, if any. */
  Optional<Stage> read(String line) {
    Matcher compiler = COMPILER.matcher(line);
    if (compiler.matches()) {
      Excerpt.keep(
          compilerErrors,
          "%s:%s:%s: %s"
              .formatted(
                  compiler.group(1).replace(workspacePrefix, ""),
                  compiler.group(2),
                  compiler.group(3),
                  compiler.group(4)));
      return Optional.empty();
    }
    Matcher failedGoal = FAILED_GOAL.matcher(line);
    if (failedGoal.matches()) {
      testGoalFailed = TESTING.matcher(failedGoal.group(1)).matches();
    }
    if (line.startsWith(ERROR)) {
      addError(line.substring(ERROR.length()).replace(workspacePrefix, ""));
    }
    Matcher goal = GOAL.matcher(line);
    if (!goal.matches()) {
      return Optional.empty();
    }
    return Optional.of(TESTING.matcher(goal.group(1)).matches() ? Stage.TEST : Stage.BUILD);
  }

  /** Whether it was the tests that failed, and not the compiler or Maven itself. */
  boolean testsFailed() {
    return testGoalFailed;
  }

  /** The compiler's errors if there are any, else Maven's own. */
  String explanation() {
    List<String> lines = compilerErrors.isEmpty() ? errors : compilerErrors;
    return lines.isEmpty() ? "Maven failed; the log shows how." : Excerpt.of(lines);
  }

  private void addError(String message) {
    boolean advice = ADVICE.stream().anyMatch(message::startsWith);
    if (!advice && !message.isBlank()) {
      Excerpt.keep(errors, message.replace(" -> [Help 1]", ""));
    }
  }
}
