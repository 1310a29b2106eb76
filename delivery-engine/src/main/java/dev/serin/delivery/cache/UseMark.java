package dev.serin.delivery.cache;

import dev.serin.delivery.image.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag that says in which month an image was taken from the cache, such as {@code
 * _used-2026-11-HEX} with the digits of the image's digest. It counts by its name alone, wherever
 * it points, so nobody takes a mark from one image by moving it to another. No scope's tag begins
 * with an underscore.
 *
 * @param image the image
 * @param month when it was used, in UTC
 */
public record UseMark(Digest image, YearMonth month) {
  private static final Pattern FORM = Pattern.compile("_used-(\\d{4}-\\d{2})-([0-9a-f]{64})");

  static UseMark of(Digest image, Instant time) {
    return new UseMark(image, YearMonth.from(time.atOffset(ZoneOffset.UTC)));
  }

  /** Reads a tag; nothing if it is no mark. */
  public static Optional<UseMark> parse(String tag) {
    Matcher form = FORM.matcher(tag);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new UseMark(new Digest("sha256:" + form.group(2)), YearMonth.parse(form.group(1))));
    } catch (DateTimeException notAMonth) {
      return Optional.empty();
    }
  }

  /** The tag. */
  String tag() {
    return "_used-" + month + "-" + image.hex();
  }

  /** The latest time at which the image may have been used. */
  public Instant latest() {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
