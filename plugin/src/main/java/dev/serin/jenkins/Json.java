package dev.serin.jenkins;

import groovy.json.JsonException;
import groovy.json.JsonOutput;
import groovy.json.JsonSlurperClassic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain maps, lists, strings, numbers and booleans, by the parser that Jenkins brings. */
public final class Json {

  private Json() {}

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException when the text is not a JSON object
   */
  public static Map<String, Object> object(String text) {
    Object value;
    try {
      value = new JsonSlurperClassic().parseText(text);
    } catch (JsonException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not JSON: " + firstLine(e), e);
    }
    if (!(value instanceof Map)) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return map(value);
  }

  /** Writes a map of plain values. */
  public static String write(Map<String, ?> value) {
    return JsonOutput.toJson(value);
  }

  /** The value as a map; empty when it is none. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** The value as a list; empty when it is none. */
  @SuppressWarnings("unchecked")
  public static List<Object> list(@Nullable Object value) {
    return value instanceof List ? (List<Object>) value : List.of();
  }

  /** The value as text; empty when there is none. */
  public static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** The value as a whole number; 0 when it is none. */
  public static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  private static String firstLine(Exception e) {
    return text(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
