package dev.serin.delivery.catalog.yaml;

import dev.serin.delivery.problem.Problems;
import java.util.List;
import java.util.Optional;

/** Reads single values of YAML files of other tools. */
public final class Yaml {
  private Yaml() {}

  /** Returns the texts of a list at a top-level key; none when the key is not there. */
  public static List<String> texts(String path, String text, String key, Problems problems) {
    return new YamlFile(path, problems)
        .parse(text).stream()
            .flatMap(mapping -> mapping.list(key).stream())
            .map(YamlValue::text)
            .flatMap(Optional::stream)
            .toList();
  }
}
