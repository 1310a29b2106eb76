package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
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
public record Pom(String folder, XmlElement root) {
  /** Name of the file in the module's folder. */
  public static final String FILE = "pom.xml";

  private static final int LARGEST = 4 * 1024 * 1024;
  private static final List<String> LISTS_OF_MODULES = List.of("modules", "subprojects");

  /** Reads the POM of a folder; nothing if there is none, or if it is not XML: Maven says why. */
  public static Optional<Pom> read(CommitTree tree, String folder) {
    String path = RepositoryPath.child(folder, FILE);
    return tree.readText(path, LARGEST)
        .flatMap(text -> XmlFile.parse(path, text, new Problems()))
        .map(root -> new Pom(folder, root));
  }

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

  /** Returns the folders of its modules that are in the repository. */
  public List<String> moduleFolders() {
    return root.children().stream()
        .filter(child -> LISTS_OF_MODULES.contains(child.name()))
        .flatMap(list -> list.children().stream())
        .flatMap(module -> RepositoryPath.resolve(folder, module.text()).stream())
        .map(path -> path.endsWith(".xml") ? RepositoryPath.parent(path) : path)
        .toList();
  }

  /** Returns the folder that the parent is looked for at first. */
  public Optional<String> parentFolder() {
    return parent().flatMap(parent -> parentPath()).map(RepositoryPath::parent);
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

  /** Returns its properties as they are written. */
  public Map<String, String> properties() {
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
