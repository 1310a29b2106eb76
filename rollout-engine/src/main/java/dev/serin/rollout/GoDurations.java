package dev.serin.rollout;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go reads them: {@code 1h30m}, {@code -1.5s}, {@code 300ms}; a number needs a unit.
 * Problems are told in Go's words, which users know.
 */
public final class GoDurations {
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int LONGEST = 60;

  private GoDurations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty() || text.length() > LONGEST) {
      throw invalid(text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher parts = PART.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      if (!parts.find(end) || parts.start() != end) {
        throw invalid(text);
      }
      String unit = parts.group(2);
      Long size = NANOS.get(unit);
      if (size == null) {
        throw new IllegalArgumentException(
            unit.isEmpty()
                ? "time: missing unit in duration \"" + text + "\""
                : "time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
      }
      String number = parts.group(1).endsWith(".") ? parts.group(1) + "0" : parts.group(1);
      nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(size)));
      end = parts.end();
    }
    if (nanos.compareTo(MOST) > 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
  }
}
