package dev.serin.delivery.affected.shared;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the settings of a Gradle build mean to one of its projects: not the list of projects, since
 * each is found by who needs it, nor comments and white space.
 */
final class GradleSettings {
  private static final Pattern INCLUDE =
      Pattern.compile(
          "(?<![\\w.])include\\s*\\(?\\s*(?:[\"'][^\"'$]*[\"']\\s*,?\\s*)+\\)?[ \\t]*;?");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");

  private GradleSettings() {}

  static SharedFile parse(String text) {
    String without = INCLUDE.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
    String meaning = without.strip().replaceAll("\\s*\\n\\s*", "\n");
    return reader -> Optional.of(meaning);
  }
}
