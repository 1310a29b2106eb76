package dev.serin.rollout;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Argo write them: {@code 30s}, {@code 1h30m}, {@code 500ms}, or seconds. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
  private static final int LONGEST = 40;
  private static final Map<String, Double> MILLIS =
      Map.of("h", 3_600_000.0, "m", 60_000.0, "s", 1000.0, "ms", 1.0);

  private Durations() {}

  /** Whether the text is a duration. */
  public static boolean valid(String text) {
    return text.matches("\\d{1,9}") || (text.length() <= LONGEST && WHOLE.matcher(text).matches());
  }

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Duration parse(String text) {
    if (!valid(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a duration such as 30s or 1h30m");
    }
    if (text.matches("\\d+")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    double millis = 0;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      millis += Double.parseDouble(parts.group(1)) * MILLIS.getOrDefault(parts.group(2), 0.0);
    }
    return Duration.ofMillis(Math.round(millis));
  }
}
