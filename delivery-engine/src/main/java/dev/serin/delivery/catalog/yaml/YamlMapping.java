package dev.serin.delivery.catalog.yaml;

import dev.serin.delivery.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of a YAML file, read strictly: unknown, repeated and odd keys are problems. */
public final class YamlMapping {
  private final YamlFile file;
  private final String name;
  private final MappingNode node;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Wraps a node.
   *
   * @param name the key that the mapping is the value of; empty for the whole file
   */
  YamlMapping(YamlFile file, String name, MappingNode node) {
    this.file = file;
    this.name = name;
    this.node = node;
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        file.problem(tuple.getKeyNode(), "a key must be a plain word");
      } else if (keys.putIfAbsent(key.getValue(), key) != null) {
        file.problem(key, "key '" + key.getValue() + "' is here twice");
      } else {
        values.put(key.getValue(), tuple.getValueNode());
      }
    }
  }

  /** Reports every key that is not among the known ones. */
  public YamlMapping only(List<String> known) {
    keys.forEach(
        (key, place) -> {
          if (!known.contains(key)) {
            String where = name.isEmpty() ? "" : " in '" + name + "'";
            String guess = Suggestion.phrase(key, known);
            String hint = guess.isEmpty() ? "; known keys are " + String.join(", ", known) : guess;
            file.problem(place, "unknown key '" + key + "'" + where + hint);
          }
        });
    return this;
  }

  /** Returns the keys in the order of the file. */
  public Set<String> keys() {
    return keys.keySet();
  }

  /** Reports a problem at the value of a key, or at the mapping when the key is not there. */
  public void problem(String key, String message) {
    file.problem(values.getOrDefault(key, node), message);
  }

  /** Reports that a key is missing. */
  public void missing(String key, String example) {
    String where = name.isEmpty() ? "" : " in '" + name + "'";
    file.problem(node, "key '" + key + "' is missing" + where + "; write for example " + example);
  }

  /** Returns whether a key is there. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns a value of any form. */
  public Optional<YamlValue> value(String key) {
    return Optional.ofNullable(values.get(key)).map(found -> new YamlValue(file, key, found));
  }

  /** Returns a mapping; reports a value that is none. */
  public Optional<YamlMapping> mapping(String key) {
    return value(key).flatMap(YamlValue::mapping);
  }

  /** Returns the items of a list; reports a value that is none. */
  public List<YamlValue> list(String key) {
    Node found = values.get(key);
    if (found == null) {
      return List.of();
    }
    if (found instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> new YamlValue(file, key, item)).toList();
    }
    file.problem(found, "'" + key + "' must be a list, such as [a, b]");
    return List.of();
  }
}
