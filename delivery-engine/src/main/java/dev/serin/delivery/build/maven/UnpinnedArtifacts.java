package dev.serin.delivery.build.maven;

import dev.serin.delivery.catalog.project.Pom;
import dev.serin.delivery.catalog.project.PomVersions;
import dev.serin.delivery.git.CommitTree;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions in POMs that mean another artifact tomorrow: ranges, {@code LATEST}, {@code RELEASE},
 * and snapshots of other repositories. A release's version is one artifact for ever, and a snapshot
 * of the repository itself comes from the commit. Of a plugin without a version Maven takes the
 * newest one.
 *
 * <ol>
 *   <li>Every artifact with a version in any POM of the reactor is looked at, but for the reactor's
 *       own.
 *   <li>A property counts with all values that any of the POMs gives to it, a version of the
 *       project with those of all POMs: which one holds need not be known to find a floating one.
 *   <li>A plugin may go without a version if any of the POMs names one for it, if Maven itself
 *       knows one, or if a parent from elsewhere may: that is released, and says the same for ever.
 * </ol>
 */
final class UnpinnedArtifacts {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  private static final Pattern OF_PROJECT = Pattern.compile("(project|pom)(\\.parent)?\\.version");

  /** Those that Maven 3.8 and later have a version of their own for, for each packaging. */
  private static final Set<String> KNOWN_TO_MAVEN =
      Set.of(
          "antrun",
          "assembly",
          "clean",
          "compiler",
          "dependency",
          "deploy",
          "ear",
          "ejb",
          "install",
          "jar",
          "plugin",
          "rar",
          "release",
          "resources",
          "site",
          "surefire",
          "war");

  private static final Pattern MAVENS_OWN =
      Pattern.compile("org\\.apache\\.maven\\.plugins:maven-(.+)-plugin");

  /** Properties that name each other without end are taken for floating. */
  private static final int DEEPEST = 5;

  private UnpinnedArtifacts() {}

  static List<String> of(CommitTree tree, Reactor reactor) {
    List<PomVersions> poms =
        reactor.folders().stream()
            .flatMap(folder -> Pom.read(tree, folder).stream())
            .map(PomVersions::of)
            .toList();
    Set<String> own = new TreeSet<>();
    poms.forEach(pom -> own.add(pom.self().name()));
    Set<String> floating = new TreeSet<>();
    for (PomVersions pom : poms) {
      for (PomVersions.Artifact artifact : pom.artifacts()) {
        if (!own.contains(artifact.name()) && floats(artifact.version(), poms, DEEPEST)) {
          floating.add(artifact.name() + " " + artifact.version());
        }
      }
    }
    floating.addAll(pluginsWithoutVersion(poms));
    return floating.stream()
        .map(each -> each + " in a POM may be another artifact tomorrow: name a released version")
        .toList();
  }

  private static Set<String> pluginsWithoutVersion(List<PomVersions> poms) {
    boolean foreignParent = poms.stream().anyMatch(pom -> pom.hasForeignParent(poms));
    Set<String> plugins = new TreeSet<>();
    if (!foreignParent) {
      poms.forEach(pom -> plugins.addAll(pom.plugins()));
    }
    plugins.removeIf(UnpinnedArtifacts::isKnownToMaven);
    Set<String> named = new TreeSet<>();
    poms.forEach(pom -> pom.artifacts().forEach(artifact -> named.add(artifact.name())));
    plugins.removeIf(plugin -> named.contains(plugin.substring(plugin.indexOf(':') + 1)));
    return plugins;
  }

  private static boolean isKnownToMaven(String plugin) {
    Matcher own = MAVENS_OWN.matcher(plugin);
    return own.matches() && KNOWN_TO_MAVEN.contains(own.group(1));
  }

  private static boolean floats(String version, Collection<PomVersions> poms, int depth) {
    if (isFloating(version)) {
      return true;
    }
    Matcher property = PROPERTY.matcher(version);
    while (property.find()) {
      for (PomVersions pom : poms) {
        String value = value(pom, property.group(1));
        if (depth > 0 ? floats(value, poms, depth - 1) : value.contains("${")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String value(PomVersions pom, String property) {
    return OF_PROJECT.matcher(property).matches()
        ? pom.self().version()
        : pom.properties().getOrDefault(property, "");
  }

  private static boolean isFloating(String version) {
    return version.endsWith("-SNAPSHOT")
        || version.equals("LATEST")
        || version.equals("RELEASE")
        || version.startsWith("[")
        || version.startsWith("(");
  }
}
