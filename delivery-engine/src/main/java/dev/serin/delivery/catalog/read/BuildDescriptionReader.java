package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.BuildDescription.Limits;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code build} of a {@code service.yaml}. */
final class BuildDescriptionReader {
  /** Backing services that Serin can run beside tests. */
  static final List<String> NEEDS = List.of("postgres", "redis", "rabbitmq");

  private static final int MOST_RETRIES = 5;
  private static final int MOST_PROCESSES = 100_000;
  private static final Pattern AMOUNT = Pattern.compile("([1-9][0-9]{0,5})(Mi|Gi)");
  private static final long MEBIBYTE = 1024L * 1024;

  private BuildDescriptionReader() {}

  static BuildDescription read(YamlMapping build, List<String> tools) {
    build.only(List.of("tool", "needs", "retries", "timeout", "limits"));
    List<String> needs = new ArrayList<>();
    build.list("needs").forEach(item -> item.oneOf(NEEDS).ifPresent(needs::add));
    return new BuildDescription(
        build.value("tool").flatMap(value -> value.oneOf(tools)),
        needs,
        build.value("retries").flatMap(value -> value.integer(0, MOST_RETRIES)).orElse(0),
        build.value("timeout").flatMap(YamlValue::duration),
        build.mapping("limits").map(BuildDescriptionReader::limits).orElse(Limits.NONE));
  }

  private static Limits limits(YamlMapping limits) {
    limits.only(List.of("memory", "processes", "disk"));
    Optional<Integer> processes =
        limits.value("processes").flatMap(value -> value.integer(1, MOST_PROCESSES));
    return new Limits(
        amount(limits, "memory"),
        processes.map(OptionalInt::of).orElse(OptionalInt.empty()),
        amount(limits, "disk"));
  }

  private static OptionalLong amount(YamlMapping limits, String key) {
    Optional<String> text =
        limits.value(key).flatMap(value -> value.text(AMOUNT, "an amount such as 512Mi or 2Gi"));
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher parts = AMOUNT.matcher(text.get());
    if (!parts.matches()) {
      throw new IllegalStateException("the form was checked");
    }
    long unit = parts.group(2).equals("Gi") ? 1024 * MEBIBYTE : MEBIBYTE;
    return OptionalLong.of(Long.parseLong(parts.group(1)) * unit);
  }
}
