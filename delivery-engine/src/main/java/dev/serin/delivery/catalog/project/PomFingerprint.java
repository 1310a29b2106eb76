package dev.serin.delivery.catalog.project;

import dev.serin.delivery.problem.Problems;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@code pom.xml} means to a module that inherits from it: its elements without comments,
 * white space around texts, the list of modules, which says what else is built but not how, and the
 * managed plugins that the module does not use. Maven's own plugins are used by every module.
 *
 * <p>Managed dependencies all count: Maven applies them to what a dependency brings along, which no
 * POM of the repository names.
 */
public final class PomFingerprint {
  private static final Set<String> LISTS_OF_MODULES = Set.of("modules", "subprojects");
  private static final String PLUGIN = "plugin";
  private static final String MANAGED = "pluginManagement";
  private static final String OWN_GROUP = "org.apache.maven.plugins";

  private PomFingerprint() {}

  /**
   * Returns a text that is equal for two POMs that mean the same; nothing when it is no XML.
   *
   * @param plugins names of the plugins that the module and all that it inherits from use
   */
  public static Optional<String> of(String text, Set<String> plugins) {
    return XmlFile.parse(Pom.FILE, text, new Problems())
        .map(
            root -> {
              StringBuilder canonical = new StringBuilder();
              write(root, plugins, false, canonical);
              return canonical.toString();
            });
  }

  /** Returns the names of the plugins that a POM uses, managed ones apart. */
  public static Set<String> plugins(String text) {
    Set<String> plugins = new TreeSet<>();
    XmlFile.parse(Pom.FILE, text, new Problems()).ifPresent(root -> collect(root, plugins));
    return plugins;
  }

  private static void collect(XmlElement element, Set<String> plugins) {
    if (element.name().equals(MANAGED)) {
      return;
    }
    if (element.name().equals(PLUGIN)) {
      element.childText("artifactId").ifPresent(plugins::add);
    }
    element.children().forEach(child -> collect(child, plugins));
  }

  private static void write(
      XmlElement element, Set<String> plugins, boolean managed, StringBuilder canonical) {
    if (LISTS_OF_MODULES.contains(element.name())) {
      return;
    }
    if (managed && element.name().equals(PLUGIN) && !isUsed(element, plugins)) {
      return;
    }
    String text = element.text();
    canonical.append('<').append(element.name()).append(' ');
    canonical.append(text.length()).append(' ').append(text);
    element
        .attributes()
        .forEach(
            (name, value) ->
                canonical
                    .append('@')
                    .append(name)
                    .append('=')
                    .append(value.length())
                    .append(' ')
                    .append(value));
    boolean below = managed || element.name().equals(MANAGED);
    element.children().forEach(child -> write(child, plugins, below, canonical));
    canonical.append('>');
  }

  private static boolean isUsed(XmlElement plugin, Set<String> plugins) {
    String artifact = plugin.childText("artifactId").orElse("");
    return plugin.childText("groupId").orElse(OWN_GROUP).equals(OWN_GROUP)
        || artifact.contains("${")
        || plugins.stream().anyMatch(each -> each.equals(artifact) || each.contains("${"));
  }
}
