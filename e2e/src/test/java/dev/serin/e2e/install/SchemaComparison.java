package dev.serin.e2e.install;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether one structural schema accepts and keeps at least what another one does.
 *
 * <p>Algorithm: walk both. Wherever the wider one may be anything, all is well. Otherwise its type,
 * format, enumeration, required fields, and the way its lists and maps are merged must be those of
 * the other, or laxer; every field of the other must be there; a keyword that restricts values and
 * that this class does not know must be equal in both.
 */
final class SchemaComparison {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private static final Set<String> EQUAL =
      Set.of(
          "default",
          "nullable",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");
  private static final Set<String> HARMLESS = Set.of("description", "title", "example");
  private static final Set<String> WALKED =
      Set.of("type", "format", "enum", "required", "properties", "items", "additionalProperties");

  private final List<String> problems = new ArrayList<>();

  private SchemaComparison() {}

  /** What the first schema refuses or drops although the second one does not. */
  static List<String> narrower(JsonNode ours, JsonNode theirs) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.walk("", ours, theirs);
    return comparison.problems;
  }

  private void walk(String path, JsonNode ours, JsonNode theirs) {
    boolean anything = ours.path(PRESERVE).asBoolean() && !ours.has("properties");
    if (anything && !ours.has("type")) {
      return;
    }
    if (theirs.path(PRESERVE).asBoolean() && !ours.path(PRESERVE).asBoolean()) {
      problems.add(path + ": drops fields that are kept");
    }
    if (!ours.path("type").equals(theirs.path("type"))) {
      problems.add(path + ": type " + ours.path("type") + " instead of " + theirs.path("type"));
      return;
    }
    if (ours.has("format") && !ours.get("format").equals(theirs.path("format"))) {
      problems.add(path + ": format " + ours.get("format"));
    }
    if (ours.has("enum")
        && (!theirs.has("enum") || !set(ours.get("enum")).containsAll(set(theirs.path("enum"))))) {
      problems.add(path + ": only " + ours.get("enum"));
    }
    Set<String> required = set(ours.path("required"));
    required.removeAll(set(theirs.path("required")));
    if (!required.isEmpty()) {
      problems.add(path + ": requires " + required);
    }
    for (String keyword : keywords(ours)) {
      boolean compared = EQUAL.contains(keyword) && !anything;
      boolean unknown =
          !EQUAL.contains(keyword)
              && !WALKED.contains(keyword)
              && !HARMLESS.contains(keyword)
              && !keyword.equals(PRESERVE);
      if ((compared || unknown) && !ours.get(keyword).equals(theirs.path(keyword))) {
        problems.add(path + ": " + keyword + " " + ours.get(keyword));
      }
    }
    if (theirs.has("items")) {
      walk(path + "[]", ours.path("items"), theirs.get("items"));
    }
    if (theirs.path("additionalProperties").isObject() && !anything) {
      if (ours.path("additionalProperties").isObject()) {
        walk(path + "{}", ours.get("additionalProperties"), theirs.get("additionalProperties"));
      } else {
        problems.add(path + ": is no map");
      }
    }
    if (anything) {
      return;
    }
    theirs
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = path + "." + field.getKey();
              JsonNode mine = ours.path("properties").path(field.getKey());
              if (mine.isMissingNode()) {
                problems.add(name + ": is dropped");
              } else {
                walk(name, mine, field.getValue());
              }
            });
  }

  private static Set<String> keywords(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> set(JsonNode array) {
    Set<String> values = new TreeSet<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }
}
