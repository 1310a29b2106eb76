package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Gradle version catalogue: its entries that the scripts of a build name. Such a catalogue says
 * what {@code libs.x.y} stands for, and changes nothing else. Where plug-ins of the repository or
 * computed names may name any entry, the whole file counts.
 */
final class VersionCatalog implements SharedFile {
  private static final Pattern SCRIPT = Pattern.compile(".*\\.gradle(\\.kts)?");
  private static final Pattern COMPUTED =
      Pattern.compile(
          "find(?:Library|Version|Plugin|Bundle)|versionCatalogs|VersionCatalogsExtension");

  private final String accessor;
  private final JsonNode catalog;
  private final Pattern use;

  private VersionCatalog(String accessor, JsonNode catalog) {
    this.accessor = accessor;
    this.catalog = catalog;
    this.use = Pattern.compile("\\b" + Pattern.quote(accessor) + "\\.([\\w.]+)");
  }

  static Optional<SharedFile> parse(String path, String text) throws JsonProcessingException {
    String accessor = RepositoryPath.name(path).replaceFirst("\\.versions\\.toml$", "");
    return Optional.of(new VersionCatalog(accessor, Canonical.toml(text)));
  }

  @Override
  public Optional<String> meaningTo(Reader reader) {
    Set<String> scripts = new TreeSet<>();
    for (String file : reader.buildFiles()) {
      boolean folder =
          reader
              .tree()
              .entry(file)
              .map(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
              .orElse(false);
      if (folder) {
        return Optional.empty();
      }
      if (SCRIPT.matcher(file).matches()) {
        scripts.add(file);
      }
    }
    for (Component component : reader.closure()) {
      if (component.toolchain().equals(Toolchains.GRADLE)) {
        reader.tree().files(component.path()).stream()
            .map(TreeEntry::path)
            .filter(path -> SCRIPT.matcher(path).matches())
            .forEach(scripts::add);
      }
    }
    Set<String> used = new TreeSet<>();
    for (String script : scripts) {
      String text = reader.text(script).orElse("");
      if (COMPUTED.matcher(text).find()) {
        return Optional.empty();
      }
      Matcher matcher = use.matcher(text);
      while (matcher.find()) {
        used.add(matcher.group(1).toLowerCase(Locale.ROOT));
      }
    }
    Map<String, String> meaning = new TreeMap<>();
    add("libraries", "", used, meaning);
    add("plugins", "plugins.", used, meaning);
    add("versions", "versions.", used, meaning);
    catalog
        .path("bundles")
        .properties()
        .forEach(
            bundle -> {
              if (isUsed("bundles." + name(bundle.getKey()), used)) {
                meaning.put("bundle " + bundle.getKey(), Canonical.text(bundle.getValue()));
                bundle
                    .getValue()
                    .forEach(
                        library ->
                            entry("libraries", library.asText())
                                .ifPresent(each -> put("libraries", each, meaning)));
              }
            });
    return Optional.of(accessor + meaning);
  }

  private void add(String section, String prefix, Set<String> used, Map<String, String> meaning) {
    for (Map.Entry<String, JsonNode> each : catalog.path(section).properties()) {
      if (isUsed(prefix + name(each.getKey()), used)) {
        put(section, each, meaning);
      }
    }
  }

  private Optional<Map.Entry<String, JsonNode>> entry(String section, String alias) {
    return catalog.path(section).properties().stream()
        .filter(each -> name(each.getKey()).equals(name(alias)))
        .findFirst();
  }

  private void put(String section, Map.Entry<String, JsonNode> entry, Map<String, String> meaning) {
    String version = entry.getValue().path("version").path("ref").asText("");
    meaning.put(
        section + " " + entry.getKey(),
        Canonical.text(entry.getValue()) + Canonical.text(catalog.path("versions").path(version)));
  }

  /** A use may go on behind the name, as in {@code libs.versions.java.get()}. */
  private static boolean isUsed(String name, Set<String> used) {
    return used.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "."));
  }

  private static String name(String alias) {
    return List.of(alias.split("[-_.]")).stream()
        .reduce((one, other) -> one + "." + other)
        .orElse(alias)
        .toLowerCase(Locale.ROOT);
  }
}
