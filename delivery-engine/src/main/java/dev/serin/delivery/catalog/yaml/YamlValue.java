package dev.serin.delivery.catalog.yaml;

import dev.serin.delivery.problem.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file. Each reading method reports a value of another form and returns nothing.
 */
public final class YamlValue {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");

  private final YamlFile file;
  private final String key;
  private final Node node;

  YamlValue(YamlFile file, String key, Node node) {
    this.file = file;
    this.key = key;
    this.node = node;
  }

  /** Returns whether this is a single value. */
  public boolean isText() {
    return node instanceof ScalarNode;
  }

  /** Returns whether this is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Returns the items of the list that this value is; none when it is no list. */
  public List<YamlValue> items() {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(item -> new YamlValue(file, key, item)).toList()
        : List.of();
  }

  /** Reports a problem at this value. */
  public void problem(String message) {
    file.problem(node, message);
  }

  /** Returns the mapping that this value is. */
  public Optional<YamlMapping> mapping() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMapping(file, key, mapping));
    }
    return wrong("a mapping of keys to values");
  }

  /** Returns the text that this value is: not a number, a truth value or nothing. */
  public Optional<String> text() {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.STR) && !scalar.getValue().isBlank()) {
        return Optional.of(scalar.getValue());
      }
      if (scalar.isPlain() && !scalar.getValue().isEmpty() && !scalar.getTag().equals(Tag.NULL)) {
        String quoted = "\"" + scalar.getValue() + "\"";
        return wrong("a text; YAML reads this as something else, so write it in quotes: " + quoted);
      }
    }
    return wrong("a text");
  }

  /** Returns a text of a given form. */
  public Optional<String> text(Pattern form, String inWords) {
    Optional<String> text = text();
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      return wrong(inWords);
    }
    return text;
  }

  /** Returns one of some words. */
  public Optional<String> oneOf(List<String> words) {
    Optional<String> text = text();
    if (text.isPresent() && !words.contains(text.get())) {
      String guess = Suggestion.phrase(text.get(), words);
      return wrong("one of " + String.join(", ", words), guess);
    }
    return text;
  }

  /** Returns a whole number within bounds. */
  public Optional<Integer> integer(int min, int max) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        int number = Integer.parseInt(scalar.getValue());
        if (number >= min && number <= max) {
          return Optional.of(number);
        }
      } catch (NumberFormatException e) {
        return wrong("a whole number from " + min + " to " + max);
      }
    }
    return wrong("a whole number from " + min + " to " + max);
  }

  /** Returns a number between bounds, themselves left out. */
  public Optional<Double> between(double low, double high) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      try {
        double number = new BigDecimal(scalar.getValue()).doubleValue();
        if (number > low && number < high) {
          return Optional.of(number);
        }
      } catch (NumberFormatException e) {
        return wrong("a number above " + low + " and below " + high);
      }
    }
    return wrong("a number above " + low + " and below " + high);
  }

  /** Returns a number that is not negative. */
  public Optional<Double> notNegative() {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      try {
        double number = new BigDecimal(scalar.getValue()).doubleValue();
        if (number >= 0) {
          return Optional.of(number);
        }
      } catch (NumberFormatException e) {
        return wrong("a number that is not negative");
      }
    }
    return wrong("a number that is not negative");
  }

  /** Returns a length of time such as {@code 300ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
  public Optional<Duration> duration() {
    String form = "a length of time such as 300ms, 30s, 5m or 1h";
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      Matcher matcher = DURATION.matcher(scalar.getValue());
      if (matcher.matches()) {
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
            switch (matcher.group(2)) {
              case "ms" -> Duration.ofMillis(count);
              case "s" -> Duration.ofSeconds(count);
              case "m" -> Duration.ofMinutes(count);
              default -> Duration.ofHours(count);
            });
      }
    }
    return wrong(form);
  }

  /** Reports that this value should have been something else. */
  public <T> Optional<T> wrong(String expected) {
    return wrong(expected, "");
  }

  private <T> Optional<T> wrong(String expected, String guess) {
    String found =
        node instanceof ScalarNode scalar
            ? (scalar.getValue().isEmpty() ? "nothing" : "'" + shorten(scalar.getValue()) + "'")
            : node instanceof SequenceNode ? "a list" : "a mapping";
    file.problem(node, "'" + key + "' must be " + expected + ", but is " + found + guess);
    return Optional.empty();
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
