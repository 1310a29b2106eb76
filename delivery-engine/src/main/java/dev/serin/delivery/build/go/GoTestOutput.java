package dev.serin.delivery.build.go;

import dev.serin.delivery.build.toolchain.Excerpt;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code go test -v} prints. A test counts, and each of its subtests. */
final class GoTestOutput {
  private static final Pattern RESULT =
      Pattern.compile("^\\s*--- (PASS|FAIL|SKIP): (\\S+) \\([0-9.]+s\\)$");
  private static final Pattern BROKEN =
      Pattern.compile("^FAIL\\s+(\\S+) \\[(build failed|setup failed)]$");
  private static final Pattern MESSAGE = Pattern.compile("^\\s+\\S+\\.go:\\d+: .*$");

  private int passed;
  private int failed;
  private int skipped;
  private final List<String> failures = new ArrayList<>();
  private String message = "";

  void read(String line) {
    Matcher result = RESULT.matcher(line);
    Matcher broken = BROKEN.matcher(line);
    if (MESSAGE.matcher(line).matches() && message.isEmpty()) {
      message = line.strip();
    } else if (line.startsWith("=== RUN")) {
      message = "";
    } else if (broken.matches()) {
      failed++;
      Excerpt.keep(failures, broken.group(1) + ": its tests do not compile");
    } else if (result.matches()) {
      count(result.group(1), result.group(2));
    }
  }

  TestCounts counts() {
    return new TestCounts(passed, failed, skipped);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  private void count(String word, String test) {
    switch (word) {
      case "PASS" -> passed++;
      case "SKIP" -> skipped++;
      default -> {
        failed++;
        Excerpt.keep(failures, message.isEmpty() ? test : test + ": " + message);
      }
    }
  }
}
