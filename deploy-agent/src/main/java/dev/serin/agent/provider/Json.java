package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JSON as values for conditions, and as text in the order and the words that Go writes. */
final class Json {
  private Json() {}

  /** The value; all numbers are doubles. */
  static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(value(element)));
      return list;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isBoolean() ? node.booleanValue() : node.isTextual() ? node.textValue() : null;
  }

  /** The text, names in alphabetical order. */
  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      char separator = '{';
      TreeSet<String> names = new TreeSet<>();
      node.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        quote(name, text.append(separator));
        write(node.get(name), text.append(':'));
        separator = ',';
      }
      text.append(names.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      char separator = '[';
      for (JsonNode element : node) {
        write(element, text.append(separator));
        separator = ',';
      }
      text.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isNumber()) {
      text.append(number(node.doubleValue()));
    } else if (node.isTextual()) {
      quote(node.textValue(), text);
    } else {
      text.append(node.isBoolean() ? node.asText() : "null");
    }
  }

  /** Very large and very small numbers have an exponent. */
  private static String number(double number) {
    double size = Math.abs(number);
    if (size == 0 || (size >= 1e-6 && size < 1e21)) {
      return Numbers.text(number);
    }
    BigDecimal digits = Numbers.shortest(number);
    int exponent = digits.precision() - digits.scale() - 1;
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          boolean plain = character >= ' ' && "<>&\u2028\u2029".indexOf(character) < 0;
          text.append(plain ? String.valueOf(character) : "\\u%04x".formatted((int) character));
        }
      }
    }
    text.append('"');
  }
}
