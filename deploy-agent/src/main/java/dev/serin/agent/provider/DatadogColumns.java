package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of Datadog's version 2: columns, of which the first with numbers counts. With columns
 * of groups beside it the result is an array, else a number; rows without a number are left out.
 */
final class DatadogColumns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 100;

  private record Group(String name, double value) {}

  private DatadogColumns() {}

  static Reading reading(JsonNode body) throws ProviderException {
    String errors = body.path("data").path("errors").asText("");
    if (!errors.isEmpty()) {
      throw new ProviderException("There were errors in your query: " + errors);
    }
    List<JsonNode> groups = new ArrayList<>();
    Optional<JsonNode> numbers = Optional.empty();
    for (JsonNode column : body.path("data").path("attributes").path("columns")) {
      String type = column.path("type").asText("");
      if (numbers.isEmpty() && (type.isEmpty() || type.equals("number"))) {
        numbers = Optional.of(column);
      }
      if (type.equals("group")) {
        groups.add(column.path("values"));
      }
    }
    return numbers.isEmpty() ? new Reading(null, "[]") : reading(numbers.get(), groups);
  }

  private static Reading reading(JsonNode column, List<JsonNode> groups) throws ProviderException {
    List<Double> values = new ArrayList<>();
    List<Group> named = new ArrayList<>();
    JsonNode rows = column.path("values");
    for (int row = 0; row < rows.size(); row++) {
      JsonNode value = rows.get(row);
      if (value.isNull()) {
        continue;
      }
      if (!value.isNumber()) {
        throw new ProviderException(
            "could not parse numeric value %s in column \"%s\""
                .formatted(value, column.path("name").asText()));
      }
      values.add(value.doubleValue());
      if (!groups.isEmpty()) {
        named.add(new Group(name(groups, row), value.doubleValue()));
      }
    }
    if (values.isEmpty()) {
      return new Reading(null, "[]");
    }
    return groups.isEmpty()
        ? new Reading(values.get(0), Numbers.text(values.get(0)))
        : new Reading(values, Numbers.text(values), notes(named));
  }

  private static String name(List<JsonNode> groups, int row) throws ProviderException {
    List<String> parts = new ArrayList<>();
    for (JsonNode group : groups) {
      JsonNode tags = group.path(row);
      if (!tags.isArray() || tags.isEmpty()) {
        throw new ProviderException("could not parse group label at index " + row);
      }
      tags.forEach(tag -> parts.add(tag.asText()));
    }
    return String.join(",", parts);
  }

  /** Of very many groups only the lowest and the highest: what is bad is one of them. */
  private static Map<String, String> notes(List<Group> groups) {
    Map<String, String> notes = new LinkedHashMap<>();
    List<Group> shown = groups;
    if (groups.size() > MOST_SHOWN) {
      List<Group> sorted = new ArrayList<>(groups);
      sorted.sort(Comparator.comparing(Group::value));
      shown = new ArrayList<>(sorted.subList(0, MOST_SHOWN / 2));
      shown.addAll(sorted.subList(sorted.size() - MOST_SHOWN / 2, sorted.size()));
      notes.put("groups_truncated", "true");
    }
    ArrayNode array = JSON.createArrayNode();
    shown.forEach(group -> array.addObject().put("name", group.name()).put("value", group.value()));
    notes.put("groups", Json.text(array));
    return notes;
  }
}
