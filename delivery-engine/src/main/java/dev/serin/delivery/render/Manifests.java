package dev.serin.delivery.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.util.List;

/** Manifests as a YAML file of several documents; the same manifests always give the same text. */
public final class Manifests {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(Feature.SPLIT_LINES)
              .build());

  private Manifests() {}

  /** The text of all documents, each after a line {@code ---}. */
  public static String toYaml(List<Manifest> manifests) {
    StringBuilder text = new StringBuilder();
    for (Manifest manifest : manifests) {
      try {
        text.append(YAML.writeValueAsString(manifest.content()));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("a manifest is plain data", impossible);
      }
    }
    return text.toString();
  }
}
