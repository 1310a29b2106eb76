package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Label and field selectors in the notation of Kubernetes' query parameters. */
final class Selectors {
  private static final Pattern BETWEEN = Pattern.compile(",(?![^(]*\\))");
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUAL =
      Pattern.compile("\\s*([^\\s=!]+)\\s*(==|=|!=)\\s*(\\S*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s=!,()]+)\\s*");

  private Selectors() {}

  /** What a label selector selects; everything when it is empty. */
  static Predicate<JsonNode> labels(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : parts(selector)) {
      all = all.and(label(requirement));
    }
    return all;
  }

  /** What a field selector selects, by paths such as {@code metadata.name}. */
  static Predicate<JsonNode> fields(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : parts(selector)) {
      Matcher equal = EQUAL.matcher(requirement);
      if (!equal.matches()) {
        throw ApiException.badRequest("cannot read the field selector \"" + requirement + "\"");
      }
      String pointer = "/" + equal.group(1).replace('.', '/');
      String value = equal.group(3);
      boolean wanted = !equal.group(2).equals("!=");
      all = all.and(object -> object.at(pointer).asText("").equals(value) == wanted);
    }
    return all;
  }

  private static Predicate<JsonNode> label(String requirement) {
    Matcher set = SET.matcher(requirement);
    if (set.matches()) {
      Set<String> values =
          Arrays.stream(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
      boolean wanted = set.group(2).equals("in");
      String name = set.group(1);
      return object -> (has(object, name) && values.contains(value(object, name))) == wanted;
    }
    Matcher equal = EQUAL.matcher(requirement);
    if (equal.matches()) {
      boolean wanted = !equal.group(2).equals("!=");
      String name = equal.group(1);
      String value = equal.group(3);
      return object -> (has(object, name) && value(object, name).equals(value)) == wanted;
    }
    Matcher exists = EXISTS.matcher(requirement);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return object -> has(object, exists.group(2)) == wanted;
    }
    throw ApiException.badRequest("cannot read the label selector \"" + requirement + "\"");
  }

  private static String[] parts(String selector) {
    return selector.isBlank() ? new String[0] : BETWEEN.split(selector, -1);
  }

  private static boolean has(JsonNode object, String label) {
    return object.path("metadata").path("labels").has(label);
  }

  private static String value(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(label).asText("");
  }
}
