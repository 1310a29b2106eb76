package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one {@code pom.xml} says by itself, without what it inherits.
 *
 * @param folder its folder
 * @param root its {@code project} element
 */
record Pom(String folder, XmlElement root) {
  static final String FILE = "pom.xml";

  String path() {
    return RepositoryPath.child(folder, FILE);
  }

  String artifactId() {
    return root.childText("artifactId").orElse("");
  }

  /** Returns the group as it is written, the parent's when there is none. */
  String groupId() {
    return root.childText("groupId")
        .or(() -> parent().flatMap(parent -> parent.childText("groupId")))
        .orElse("");
  }

  boolean isGroup() {
    return root.childText("packaging").orElse("jar").equals("pom");
  }

  Optional<XmlElement> parent() {
    return root.child("parent");
  }

  /** Returns the path that the parent is looked for at first. */
  Optional<String> parentPath() {
    Optional<XmlElement> relative = parent().flatMap(parent -> parent.child("relativePath"));
    String written = relative.map(XmlElement::text).orElse("../" + FILE);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    return RepositoryPath.resolve(folder, written)
        .map(path -> path.endsWith(".xml") ? path : RepositoryPath.child(path, FILE));
  }

  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    root.child("properties")
        .ifPresent(
            element ->
                element.children().forEach(child -> properties.put(child.name(), child.text())));
    return properties;
  }

  /**
   * Returns every element that names an artifact which a build with this POM may use: dependencies,
   * plugins, their dependencies, annotation processors, imported lists of versions; in profiles
   * too. Only managed versions and exclusions are left out, since they use nothing.
   */
  List<XmlElement> uses() {
    List<XmlElement> uses = new ArrayList<>();
    root.children().stream()
        .filter(child -> !child.name().equals("parent"))
        .forEach(child -> collectUses(child, uses));
    return uses;
  }

  /** Returns the managed plugins, which count when a build names the plugin. */
  List<XmlElement> managedPlugins() {
    return root.all()
        .filter(element -> element.name().equals("pluginManagement"))
        .flatMap(element -> element.child("plugins").stream())
        .flatMap(plugins -> plugins.children().stream())
        .toList();
  }

  static void collectUses(XmlElement element, List<XmlElement> uses) {
    switch (element.name()) {
      case "exclusions", "pluginManagement" -> {
        return;
      }
      case "dependencyManagement" -> {
        element
            .all()
            .filter(managed -> managed.childText("scope").orElse("").equals("import"))
            .forEach(uses::add);
        return;
      }
      default -> {
        if (element.childText("artifactId").isPresent()) {
          uses.add(element);
        }
      }
    }
    element.children().forEach(child -> collectUses(child, uses));
  }
}
