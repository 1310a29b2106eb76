package dev.serin.agent.provider;

import dev.serin.argo.analysis.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of what is written down: each is replaced by five stars. */
final class Redaction {
  private static final String STARS = "*****";

  private final List<String> secrets;

  /** For these secrets; empty ones hide nothing. */
  Redaction(List<String> secrets) {
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.removeIf(String::isEmpty);
    longestFirst.sort(Comparator.comparing(String::length).reversed());
    this.secrets = List.copyOf(longestFirst);
  }

  @Nullable String of(@Nullable String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted == null ? null : redacted.replace(secret, STARS);
    }
    return redacted;
  }

  Map<String, String> of(Map<String, String> texts) {
    Map<String, String> redacted = new LinkedHashMap<>();
    texts.forEach((name, text) -> redacted.put(name, String.valueOf(of(text))));
    return redacted;
  }

  Measurement of(Measurement measurement) {
    return new Measurement(
        measurement.phase(),
        of(measurement.message()),
        measurement.startedAt(),
        measurement.finishedAt(),
        of(measurement.value()),
        of(measurement.metadata()),
        measurement.resumeAt(),
        measurement.unknown());
  }
}
