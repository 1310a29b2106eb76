package dev.serin.cli.rollout;

import dev.serin.argo.WireTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in the two-unit form that kubectl's users know. */
final class Age {
  private static final int MINUTES_WITH_SECONDS = 10;
  private static final int HOURS_WITH_MINUTES = 8;
  private static final int DAYS_WITH_HOURS = 8;

  private Age() {}

  static String of(String time, Instant now) {
    try {
      return text(Duration.between(WireTime.parse(time), now));
    } catch (DateTimeException e) {
      return "";
    }
  }

  static String text(Duration age) {
    Duration past = age.isNegative() ? Duration.ZERO : age;
    if (past.toMinutes() < 2) {
      return past.toSeconds() + "s";
    }
    if (past.toMinutes() < MINUTES_WITH_SECONDS) {
      return past.toMinutes() + "m" + optional(past.toSecondsPart(), "s");
    }
    if (past.toHours() < HOURS_WITH_MINUTES) {
      return past.toHours() == 0
          ? past.toMinutes() + "m"
          : past.toHours() + "h" + optional(past.toMinutesPart(), "m");
    }
    if (past.toDays() < DAYS_WITH_HOURS) {
      return past.toDays() == 0
          ? past.toHours() + "h"
          : past.toDays() + "d" + optional(past.toHoursPart(), "h");
    }
    return past.toDays() + "d";
  }

  private static String optional(int number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
