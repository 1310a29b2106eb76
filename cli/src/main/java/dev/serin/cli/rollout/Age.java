package dev.serin.cli.rollout;

import dev.serin.argo.WireTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in the form that kubectl's users know. */
final class Age {
  private static final int SECONDS_ALONE = 120;
  private static final int MINUTES_WITH_SECONDS = 10;
  private static final int MINUTES_ALONE = 180;
  private static final int HOURS_WITH_MINUTES = 8;
  private static final int HOURS_ALONE = 48;
  private static final int DAYS_WITH_HOURS = 8;

  private Age() {}

  /** The age of something made at an RFC 3339 time; empty when that is no time. */
  static String of(String time, Instant now) {
    try {
      return text(Duration.between(WireTime.parse(time), now));
    } catch (DateTimeException e) {
      return "";
    }
  }

  static String text(Duration age) {
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toSeconds() < SECONDS_ALONE) {
      return age.toSeconds() + "s";
    }
    if (age.toMinutes() < MINUTES_WITH_SECONDS) {
      return age.toMinutes() + "m" + optional(age.toSecondsPart(), "s");
    }
    if (age.toMinutes() < MINUTES_ALONE) {
      return age.toMinutes() + "m";
    }
    if (age.toHours() < HOURS_WITH_MINUTES) {
      return age.toHours() + "h" + optional(age.toMinutesPart(), "m");
    }
    if (age.toHours() < HOURS_ALONE) {
      return age.toHours() + "h";
    }
    return age.toDays()
        + "d"
        + (age.toDays() < DAYS_WITH_HOURS ? optional(age.toHoursPart(), "h") : "");
  }

  private static String optional(int number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
