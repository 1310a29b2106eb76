package dev.serin.delivery.affected;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a build is known to read, by name, and the hash of it all.
 *
 * <p>The hash is the SHA-256 of {@code serin-inputs 3} and a line for each input, sorted by name:
 * the name, a space and the value, each as a quoted text, so that none can be mistaken for another.
 * The number is raised with every change of what is hashed or of how images are made.
 *
 * @param values such as {@code component "services/cart"} with {@code maven tree 1f2e…}
 */
public record Inputs(Map<String, String> values) {
  private static final int VERSION = 3;

  /** Copies and sorts the values. */
  public Inputs {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** These and more; a name that is there already is a mistake. */
  public Inputs with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(values);
    more.forEach(
        (name, value) -> {
          if (all.put(name, value) != null) {
            throw new IllegalArgumentException("two inputs are named " + name);
          }
        });
    return new Inputs(all);
  }

  /** The hash in hexadecimal. */
  public String hash() {
    StringBuilder lines = new StringBuilder("serin-inputs ").append(VERSION).append('\n');
    values.forEach(
        (name, value) -> lines.append(quoted(name)).append(' ').append(quoted(value)).append('\n'));
    return Sha256.of(lines.toString());
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
