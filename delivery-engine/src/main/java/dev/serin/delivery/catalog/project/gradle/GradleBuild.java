package dev.serin.delivery.catalog.project.gradle;

import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Gradle build: a folder with a settings file, and the projects that it includes.
 *
 * <p>Settings that compute what they include are not run: every folder below with a build file then
 * counts as a project of its path, in addition to those that are named.
 */
final class GradleBuild {
  static final List<String> SETTINGS = List.of("settings.gradle", "settings.gradle.kts");
  static final List<String> SCRIPTS = List.of("build.gradle", "build.gradle.kts");
  private static final Pattern FOLDER =
      Pattern.compile(
          "project\\s*\\(\\s*[\"'](:[^\"']*)[\"']\\s*\\)\\s*\\.\\s*projectDir\\s*=\\s*"
              + "(?:new\\s+File\\s*\\(|file\\s*\\(|File\\s*\\()[^\"')]*[\"']([^\"']+)[\"']");
  private static final Pattern ROOT_NAME =
      Pattern.compile("rootProject\\s*\\.\\s*name\\s*=\\s*[\"']([^\"']+)[\"']");

  private final String root;
  private final Map<String, String> folders = new TreeMap<>();
  private final List<String> includedBuilds = new ArrayList<>();
  private Optional<String> name = Optional.empty();

  private GradleBuild(String root) {
    this.root = root;
  }

  /** Reads the build whose settings are in a folder. */
  static GradleBuild read(String root, TreeIndex tree, Problems problems) {
    GradleBuild build = new GradleBuild(root);
    build.folders.put(":", root);
    for (String file : SETTINGS) {
      String path = RepositoryPath.child(root, file);
      if (tree.hasFile(path)) {
        tree.text(path, problems).ifPresent(text -> build.add(GradleScript.parse(path, text)));
      }
    }
    Set<String> named = new TreeSet<>(build.folders.values());
    for (String script : SCRIPTS) {
      for (String folder : tree.foldersWith(script)) {
        if (RepositoryPath.contains(root, folder) && !named.contains(folder)) {
          build.folders.putIfAbsent(build.path(folder), folder);
        }
      }
    }
    return build;
  }

  String root() {
    return root;
  }

  /** Returns the root project's name, when the settings say one. */
  Optional<String> name() {
    return name;
  }

  /** Returns the folders of all projects by their paths, such as {@code :libs:money}. */
  Map<String, String> folders() {
    return folders;
  }

  /** Returns the folders of builds that this one includes, {@code buildSrc} among them. */
  List<String> includedBuilds() {
    return includedBuilds;
  }

  /** Returns the folder of a project, by its path or by its name as an accessor writes it. */
  Optional<String> folder(String path) {
    return Optional.ofNullable(folders.get(path.startsWith(":") ? path : ":" + path));
  }

  private void add(GradleScript settings) {
    for (GradleScript.Literal each : settings.arguments("include")) {
      String path = each.value().startsWith(":") ? each.value() : ":" + each.value();
      RepositoryPath.resolve(root, path.substring(1).replace(':', '/'))
          .ifPresent(folder -> folders.put(path, folder));
    }
    for (GradleScript.Literal each : settings.arguments("includeBuild")) {
      RepositoryPath.resolve(root, each.value()).ifPresent(includedBuilds::add);
    }
    Matcher moved = FOLDER.matcher(settings.text());
    while (moved.find()) {
      String path = moved.group(1);
      RepositoryPath.resolve(root, moved.group(2)).ifPresent(folder -> folders.put(path, folder));
    }
    Matcher rootName = ROOT_NAME.matcher(settings.text());
    if (rootName.find()) {
      name = Optional.of(rootName.group(1));
    }
  }

  private String path(String folder) {
    String relative =
        root.equals(RepositoryPath.ROOT) ? folder : folder.substring(root.length() + 1);
    return ":" + relative.replace('/', ':');
  }
}
