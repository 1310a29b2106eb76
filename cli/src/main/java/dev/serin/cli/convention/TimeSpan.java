package dev.serin.cli.convention;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line as people write them: 90s, 10m, 1h30m. */
public final class TimeSpan implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (time.isNegative()) {
        throw new TypeConversionException("a time is not negative: '" + text + "'");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("write a time as 90s, 10m or 1h30m, not '" + text + "'");
    }
  }
}
