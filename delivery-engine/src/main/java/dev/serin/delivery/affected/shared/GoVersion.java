package dev.serin.delivery.affected.shared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions of Go modules, as far as plain numbers tell it. */
final class GoVersion {
  private static final Pattern PLAIN =
      Pattern.compile("v(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\+incompatible)?");

  private GoVersion() {}

  /** Returns whether the choice may fall on a version for which another one is asked for too. */
  static boolean mayReplace(String version, String other) {
    if (version.equals(other)) {
      return false;
    }
    Matcher one = PLAIN.matcher(version);
    Matcher two = PLAIN.matcher(other);
    if (!one.matches() || !two.matches()) {
      return true;
    }
    for (int part = 1; part <= one.groupCount(); part++) {
      int order = Integer.compare(number(one, part), number(two, part));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static int number(Matcher version, int part) {
    return Integer.parseInt(version.group(part));
  }
}
