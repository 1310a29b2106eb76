package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds values in JSON by a path as Kubernetes writes it: {@code {$.data[0].value}}, with names in
 * quotes, negative indices, slices, {@code *}, {@code ..name}, and filters such as {@code
 * [?(@.name=="errors")]}.
 */
final class JsonPath {
  private static final int LONGEST = 1_000;
  private static final int MOST_FOUND = 10_000;
  private static final Pattern NAME = Pattern.compile("[^.\\[\\]{}()\\s]+");
  private static final Pattern SLICE = Pattern.compile("(-?\\d*):(-?\\d*)(?::(\\d+))?");
  private static final Pattern FILTER =
      Pattern.compile("\\?\\(\\s*@((?:\\.[\\w-]+)+)\\s*(?:(==|!=|<=|>=|<|>)\\s*(.+?)\\s*)?\\)");

  private final String path;
  private final String text;
  private int position;

  private JsonPath(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * The first value that the path leads to.
   *
   * @param path the path; everything when it is empty
   * @throws ProviderException if the path makes no sense, or leads nowhere
   */
  static JsonNode first(JsonNode data, String path) throws ProviderException {
    if (path.length() > LONGEST) {
      throw new ProviderException("JSONPath is longer than " + LONGEST + " characters");
    }
    String trimmed = path.trim();
    boolean braces = trimmed.startsWith("{") && trimmed.endsWith("}");
    String inner = braces ? trimmed.substring(1, trimmed.length() - 1).trim() : trimmed;
    List<JsonNode> found = new JsonPath(path, inner).find(data);
    if (found.isEmpty()) {
      throw new ProviderException("result of web metric produced no value");
    }
    return found.get(0);
  }

  private List<JsonNode> find(JsonNode data) throws ProviderException {
    List<JsonNode> found = List.of(data);
    if (text.startsWith("$")) {
      position = 1;
    }
    while (position < text.length()) {
      if (text.startsWith("..", position)) {
        position += 2;
        found = below(found);
        if (position < text.length() && text.charAt(position) != '[') {
          found = named(found, name(), true);
        }
      } else if (text.charAt(position) == '.') {
        position++;
        if (position < text.length() && text.charAt(position) != '[') {
          found = named(found, name(), false);
        }
      } else if (text.charAt(position) == '[') {
        found = bracket(found, brackets());
      } else if (position == 0) {
        found = named(found, name(), false);
      } else {
        throw problem("unexpected '" + text.charAt(position) + "'");
      }
      if (found.size() > MOST_FOUND) {
        throw problem("more than " + MOST_FOUND + " values");
      }
    }
    return found;
  }

  private String name() throws ProviderException {
    Matcher matcher = NAME.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      throw problem("expected a name");
    }
    position = matcher.end();
    return matcher.group();
  }

  private String brackets() throws ProviderException {
    int start = ++position;
    char quote = 0;
    for (; position < text.length(); position++) {
      char here = text.charAt(position);
      if (quote != 0) {
        quote = here == quote ? 0 : quote;
      } else if (here == '\'' || here == '"') {
        quote = here;
      } else if (here == ']') {
        return text.substring(start, position++).trim();
      }
    }
    throw problem("unterminated array");
  }

  private List<JsonNode> bracket(List<JsonNode> from, String inside) throws ProviderException {
    if (inside.equals("*")) {
      return named(from, "*", false);
    }
    if (inside.startsWith("?")) {
      return filtered(from, inside);
    }
    if (inside.startsWith("'") || inside.startsWith("\"")) {
      List<JsonNode> found = new ArrayList<>();
      for (String name : inside.split("\\s*,\\s*")) {
        found.addAll(named(from, unquoted(name), false));
      }
      return found;
    }
    List<JsonNode> found = new ArrayList<>();
    for (String part : inside.split("\\s*,\\s*")) {
      for (JsonNode node : from) {
        elements(node, part, found);
      }
    }
    return found;
  }

  private void elements(JsonNode node, String part, List<JsonNode> found) throws ProviderException {
    if (!node.isArray()) {
      throw problem(node.getNodeType() + " is not array or slice");
    }
    Matcher slice = SLICE.matcher(part);
    if (slice.matches()) {
      int first = bound(slice.group(1), 0, node.size());
      int last = Math.min(node.size(), bound(slice.group(2), node.size(), node.size()));
      int step = slice.group(3) == null ? 1 : Math.max(1, number(slice.group(3)));
      for (int i = Math.max(0, first); i < last; i += step) {
        found.add(node.get(i));
      }
      return;
    }
    int given = number(part);
    int index = given < 0 ? node.size() + given : given;
    if (index < 0 || index >= node.size()) {
      throw problem("array index out of bounds: index %d, length %d".formatted(given, node.size()));
    }
    found.add(node.get(index));
  }

  private int bound(String given, int none, int size) throws ProviderException {
    if (given.isEmpty()) {
      return none;
    }
    int number = number(given);
    return number < 0 ? size + number : number;
  }

  private int number(String given) throws ProviderException {
    if (!given.matches("-?\\d{1,9}")) {
      throw problem("invalid array index " + given);
    }
    return Integer.parseInt(given);
  }

  private List<JsonNode> filtered(List<JsonNode> from, String filter) throws ProviderException {
    Matcher parts = FILTER.matcher(filter);
    if (!parts.matches()) {
      throw problem("unterminated or unknown filter " + filter);
    }
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode node : from) {
      for (JsonNode element : node) {
        JsonNode value = element;
        for (String name : parts.group(1).substring(1).split("\\.")) {
          value = value.path(name);
        }
        if (holds(value, parts.group(2), parts.group(3))) {
          found.add(element);
        }
      }
    }
    return found;
  }

  private static boolean holds(JsonNode value, @Nullable String operator, @Nullable String wanted) {
    if (operator == null || wanted == null) {
      return !value.isMissingNode();
    }
    boolean number = value.isNumber() && wanted.matches("-?\\d+(\\.\\d+)?");
    int order =
        number
            ? Double.compare(value.doubleValue(), Double.parseDouble(wanted))
            : value.asText().compareTo(unquoted(wanted));
    return !value.isMissingNode()
        && switch (operator) {
          case "==" -> order == 0;
          case "!=" -> order != 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
  }

  private static List<JsonNode> below(List<JsonNode> from) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode node : from) {
      all.add(node);
      List<JsonNode> children = new ArrayList<>();
      node.forEach(children::add);
      all.addAll(below(children));
    }
    return all;
  }

  private List<JsonNode> named(List<JsonNode> from, String name, boolean lenient)
      throws ProviderException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode node : from) {
      if (name.equals("*")) {
        node.forEach(found::add);
      } else if (node.has(name)) {
        found.add(node.get(name));
      } else if (!lenient) {
        throw new ProviderException("Could not find JSONPath in body: " + name + " is not found");
      }
    }
    return found;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && "'\"".indexOf(text.charAt(0)) >= 0;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private ProviderException problem(String what) {
    return new ProviderException(
        "Could not find JSONPath in body: %s (in %s, character %d)"
            .formatted(what, path, position + 1));
  }
}
