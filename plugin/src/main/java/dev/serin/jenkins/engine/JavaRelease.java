package dev.serin.jenkins.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file {@code release} of a Java installation. */
final class JavaRelease {

  /** The oldest Java that runs the engine. */
  static final int NEEDED = 17;

  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"", Pattern.MULTILINE);

  private JavaRelease() {}

  /** The feature version, such as 17; empty when the text does not say. */
  static Optional<Integer> feature(String releaseFile) {
    Matcher matcher = VERSION.matcher(releaseFile);
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
