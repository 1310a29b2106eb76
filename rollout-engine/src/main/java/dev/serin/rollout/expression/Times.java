package dev.serin.rollout.expression;

import dev.serin.rollout.GoDurations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Times and durations from texts. Layouts are Go's, by example: {@code 2006-01-02 15:04:05}. */
final class Times {
  private static final List<DateTimeFormatter> USUAL =
      List.of(
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT),
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT));

  private Times() {}

  static Duration duration(String text, int column) {
    try {
      return GoDurations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(column, String.valueOf(e.getMessage()));
    }
  }

  /** A text, and optionally its layout and the zone in which it is meant. */
  static Instant date(Arguments call) {
    String text = call.text(0);
    try {
      ZoneId zone = call.values().size() > 2 ? ZoneId.of(call.text(2)) : ZoneOffset.UTC;
      return call.values().size() > 1
          ? local(text, DateTimeFormatter.ofPattern(pattern(call.text(1)), Locale.ROOT), zone)
          : usual(text, zone);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ExpressionException(
          call.column(), "parsing time \"%s\": it does not fit".formatted(text));
    }
  }

  private static Instant usual(String text, ZoneId zone) {
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    if (text.matches(".*(Z|[+-]\\d{2}:\\d{2})")) {
      return OffsetDateTime.parse(text).toInstant();
    }
    return local(text, USUAL.get(text.indexOf('T') < 0 ? 0 : 1), zone);
  }

  private static Instant local(String text, DateTimeFormatter format, ZoneId zone) {
    return format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)
            instanceof OffsetDateTime offset
        ? offset.toInstant()
        : withoutOffset(text, format, zone);
  }

  private static Instant withoutOffset(String text, DateTimeFormatter format, ZoneId zone) {
    return format.parseBest(text, LocalDateTime::from, LocalDate::from)
            instanceof LocalDateTime time
        ? time.atZone(zone).toInstant()
        : LocalDate.parse(text, format).atStartOfDay(zone).toInstant();
  }

  private static String pattern(String layout) {
    return layout
        .replace("2006", "uuuu")
        .replace("January", "MMMM")
        .replace("Jan", "MMM")
        .replace("01", "MM")
        .replace("02", "dd")
        .replace("15", "HH")
        .replace("04", "mm")
        .replace("05", "ss")
        .replace("Z07:00", "XXX")
        .replace("-07:00", "xxx")
        .replace("-0700", "xx")
        .replace("T", "'T'");
  }
}
