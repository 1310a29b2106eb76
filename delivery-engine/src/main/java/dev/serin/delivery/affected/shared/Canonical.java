package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.yaml.snakeyaml.LoaderOptions;

/** Texts of data in which order of keys and white space do not count. */
final class Canonical {
  private static final int LARGEST_YAML = 32 * 1024 * 1024;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final TomlMapper TOML = new TomlMapper();
  private static final YAMLMapper YAML = yaml();

  private Canonical() {}

  static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  static JsonNode toml(String text) throws JsonProcessingException {
    return TOML.readTree(text);
  }

  static JsonNode yaml(String text) throws JsonProcessingException {
    return YAML.readTree(text);
  }

  static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of values is always JSON", impossible);
    }
  }

  private static YAMLMapper yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_YAML);
    return new YAMLMapper(YAMLFactory.builder().loaderOptions(options).build());
  }
}
