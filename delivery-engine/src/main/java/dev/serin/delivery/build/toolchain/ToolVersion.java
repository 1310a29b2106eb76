package dev.serin.delivery.build.toolchain;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a tool or runtime, as far as it matters for what it can do.
 *
 * @param major first number
 * @param minor second number, 0 if there is none
 */
public record ToolVersion(int major, int minor) implements Comparable<ToolVersion> {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?");

  /** The first version in a text, such as {@code v20.1.0} or {@code >=3.11}. */
  public static Optional<ToolVersion> in(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.find()) {
      return Optional.empty();
    }
    String minor = numbers.group(2);
    return Optional.of(
        new ToolVersion(
            Integer.parseInt(numbers.group(1)), minor == null ? 0 : Integer.parseInt(minor)));
  }

  @Override
  public int compareTo(ToolVersion other) {
    return Comparator.comparingInt(ToolVersion::major)
        .thenComparingInt(ToolVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return minor == 0 ? String.valueOf(major) : major + "." + minor;
  }
}
