package dev.serin.delivery.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.problem.Printable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a registry answered.
 *
 * @param status of HTTP
 * @param headers as sent
 * @param body empty if it went somewhere else
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; lives for one request.
record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 300;

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  JsonNode json() throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new RegistryException("the registry answered with something that is not JSON", notJson);
    }
  }

  /** The registry's own words, for a person; empty if it has none. */
  String explanation() {
    try {
      JsonNode error = JSON.readTree(body).path("errors").path(0);
      String text = (error.path("code").asText() + " " + error.path("message").asText()).strip();
      return text.isEmpty() ? "" : ": " + shorten(text);
    } catch (IOException notJson) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return text.isEmpty() || text.startsWith("<") ? "" : ": " + shorten(text);
    }
  }

  /** How long the registry asks to be left alone. */
  Optional<Duration> retryAfter(Instant now) {
    return header("Retry-After").flatMap(text -> wait(text.strip(), now));
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }

  private static String shorten(String text) {
    String line = Printable.line(text);
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
