package dev.serin.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.rules.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that are made of the dashboards and rules; the same code gives the same files. */
public final class GeneratedFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String NOTE =
      "# Made by dev.serin.dashboards; change the code, not this file.\n";

  private GeneratedFiles() {}

  /** The contents of the files, by path. */
  public static SortedMap<String, String> all() {
    SortedMap<String, String> files = new TreeMap<>();
    for (Dashboard dashboard : Dashboards.all()) {
      files.put("grafana/" + dashboard.uid() + ".json", json(dashboard));
    }
    files.put("prometheus/serin.rules.yml", NOTE + yaml(RuleFile.all()));
    files.put("kustomize/prometheus-rule.yaml", NOTE + yaml(custom(RuleFile.all())));
    return files;
  }

  /** Writes the files into a folder, which is made if it is not there. */
  public static void writeTo(Path folder) {
    all()
        .forEach(
            (path, content) -> {
              try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
              } catch (IOException problem) {
                throw new UncheckedIOException(
                    folder.resolve(path) + " cannot be written: " + problem.getMessage(), problem);
              }
            });
  }

  /** The rules as an object for the Prometheus operator. */
  private static Map<String, Object> custom(RuleFile rules) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "monitoring.coreos.com/v1");
    object.put("kind", "PrometheusRule");
    object.put("metadata", Map.of("name", "serin"));
    object.put("spec", rules);
    return object;
  }

  private static String json(Object value) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(
                  new DefaultPrettyPrinter()
                      .withObjectIndenter(indenter)
                      .withArrayIndenter(indenter))
              .writeValueAsString(value)
          + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String yaml(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
