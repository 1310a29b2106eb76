package dev.serin.delivery.catalog.project.gradle;

import dev.serin.delivery.catalog.project.Project.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the projects of a build that a build file needs. */
final class GradleLinks {
  private static final String PROJECT = "project";
  private static final Pattern ACCESSOR = Pattern.compile("(?<![\\w.])projects\\.([\\w.]+)");

  private GradleLinks() {}

  static List<Link> of(List<GradleScript> scripts, String folder, GradleBuild build) {
    Map<String, String> byAccessor = new TreeMap<>();
    build.folders().forEach((path, target) -> byAccessor.put(accessor(path), target));
    List<Link> links = new ArrayList<>();
    for (GradleScript script : scripts) {
      for (GradleScript.Literal each : script.arguments(PROJECT)) {
        build
            .folder(each.value())
            .ifPresent(target -> links.add(link(script, each.offset(), target, each.value())));
      }
      Matcher accessor = ACCESSOR.matcher(script.text());
      while (accessor.find()) {
        String target = byAccessor.get(accessor.group(1).toLowerCase(Locale.ROOT));
        if (target != null) {
          links.add(link(script, accessor.start(), target, accessor.group()));
        }
      }
      if (dependsOnComputed(script)) {
        build.folders().values().stream()
            .filter(target -> !target.equals(build.root()))
            .forEach(target -> links.add(link(script, 0, target, "that is computed")));
      }
    }
    links.removeIf(link -> link.folder().equals(folder));
    return links;
  }

  /** A computed path in a list of dependencies may mean any project. */
  private static boolean dependsOnComputed(GradleScript script) {
    Pattern call =
        Pattern.compile("(?<![\\w.$])project\\s*\\(\\s*(?:\\w+\\s*[:=]\\s*)?+([^\"'\\s)])");
    Pattern filled =
        Pattern.compile("(?<![\\w.$])project\\s*\\(\\s*(?:\\w+\\s*[:=]\\s*)?+\"[^\"]*\\$");
    return script.contains(call) || script.contains(filled);
  }

  /** Returns what {@code projects.} is followed by for a path: {@code :my-lib:api} is myLib.api. */
  private static String accessor(String path) {
    return path.substring(1).replace(':', '.').replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  private static Link link(GradleScript script, int offset, String target, String word) {
    return new Link(
        target,
        script.path(),
        script.line(offset),
        script.column(offset),
        "Gradle project " + word);
  }
}
