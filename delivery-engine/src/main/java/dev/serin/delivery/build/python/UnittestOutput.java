package dev.serin.delivery.build.python;

import dev.serin.delivery.build.toolchain.Excerpt;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Python's {@code unittest} prints; it has no report for machines. */
final class UnittestOutput {
  private static final Pattern RAN = Pattern.compile("^Ran (\\d{1,9}) tests? in .*");
  private static final Pattern RESULT = Pattern.compile("^(?:OK|FAILED) ?(?:\\((.*)\\))?$");
  private static final Pattern FAILED_TEST = Pattern.compile("^(?:FAIL|ERROR): (.*)$");
  private static final Pattern REASON =
      Pattern.compile("^(?:\\w+\\.)*\\w*(?:Error|Exception)\\b.*");

  private int ran;
  private int failed;
  private int skipped;
  private boolean saidNoTests;
  private final List<String> failures = new ArrayList<>();

  void read(String line) {
    Matcher test = FAILED_TEST.matcher(line);
    Matcher total = RAN.matcher(line);
    Matcher result = RESULT.matcher(line);
    // Newer versions say by an error that there was no test at all; older ones say nothing.
    saidNoTests |= line.equals("NO TESTS RAN");
    if (test.matches()) {
      Excerpt.keep(failures, test.group(1));
    } else if (REASON.matcher(line).matches() && !failures.isEmpty()) {
      addReason(line);
    } else if (total.matches()) {
      ran = Integer.parseInt(total.group(1));
    } else if (result.matches() && result.group(1) != null) {
      failed = count(result.group(1), "failures") + count(result.group(1), "errors");
      skipped = count(result.group(1), "skipped");
    }
  }

  TestCounts counts() {
    // A test class that cannot be set up is an error without being a test that ran.
    return new TestCounts(Math.max(0, ran - failed - skipped), failed, skipped);
  }

  boolean hasNoTests() {
    return saidNoTests && counts().total() == 0 && failures.isEmpty();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  private void addReason(String reason) {
    int last = failures.size() - 1;
    if (!failures.get(last).contains("\n") && !failures.get(last).contains(": ")) {
      failures.set(last, failures.get(last) + ": " + reason);
    }
  }

  private static int count(String result, String name) {
    Matcher matcher =
        Pattern.compile("(?<!expected )\\b" + name + "=(\\d{1,9})\\b").matcher(result);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
