package dev.serin.jenkins.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in which nothing goes into an environment, whoever approved it. Two forms, one a line:
 *
 * <pre>
 * Fri 16:00 - Mon 08:00 Europe/Berlin             every week
 * 2026-12-20T00:00:00Z - 2027-01-02T00:00:00Z     once
 * </pre>
 *
 * The beginning belongs to the window, the end does not.
 */
public sealed interface FreezeWindow {

  /** Whether it holds at that time. */
  boolean contains(Instant time);

  /** Every week, from a day and time to another. */
  record Weekly(DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to, ZoneId zone)
      implements FreezeWindow {

    private static final Duration WEEK = Duration.ofDays(7);

    @Override
    public boolean contains(Instant time) {
      ZonedDateTime now = time.atZone(zone);
      Duration start = sinceMonday(fromDay, from);
      Duration length = modulo(sinceMonday(toDay, to).minus(start));
      Duration position = modulo(sinceMonday(now.getDayOfWeek(), now.toLocalTime()).minus(start));
      return position.compareTo(length) < 0;
    }

    private static Duration sinceMonday(DayOfWeek day, LocalTime time) {
      return Duration.ofDays(day.getValue() - 1L).plusNanos(time.toNanoOfDay());
    }

    private static Duration modulo(Duration duration) {
      return duration.isNegative() ? duration.plus(WEEK) : duration;
    }
  }

  /** Once, between two times. */
  record Once(Instant from, Instant to) implements FreezeWindow {
    @Override
    public boolean contains(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  /**
   * Reads one window a line; empty lines are left out.
   *
   * @throws IllegalArgumentException with the first line that is none
   */
  static List<FreezeWindow> parse(String lines) {
    return lines
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(FreezeWindow::line)
        .toList();
  }

  private static FreezeWindow line(String line) {
    try {
      Matcher weekly = Syntax.WEEKLY.matcher(line);
      if (weekly.matches()) {
        return new Weekly(
            day(weekly.group(1)),
            LocalTime.parse(weekly.group(2)),
            day(weekly.group(3)),
            LocalTime.parse(weekly.group(4)),
            ZoneId.of(weekly.group(5)));
      }
      Matcher once = Syntax.ONCE.matcher(line);
      if (once.matches()) {
        Instant from = Instant.parse(once.group(1));
        Instant to = Instant.parse(once.group(2));
        if (from.isBefore(to)) {
          return new Once(from, to);
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(problem(line) + " " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(problem(line));
  }

  private static String problem(String line) {
    return "'"
        + line
        + "' is no freeze window. Write 'Fri 16:00 - Mon 08:00 Europe/Berlin' or"
        + " '2026-12-20T00:00:00Z - 2027-01-02T00:00:00Z'.";
  }

  private static DayOfWeek day(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().startsWith(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new DateTimeException("No day is called '" + text + "'."));
  }

  /** What a line looks like. */
  final class Syntax {
    private static final Pattern WEEKLY =
        Pattern.compile(
            "([A-Za-z]{3,9}) (\\d\\d:\\d\\d) ?- ?([A-Za-z]{3,9}) (\\d\\d:\\d\\d) (\\S+)");
    private static final Pattern ONCE = Pattern.compile("(\\S+Z) ?- ?(\\S+Z)");

    private Syntax() {}
  }
}
