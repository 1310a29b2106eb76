package dev.serin.delivery.catalog.project;

import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.Project.Link;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads Maven modules.
 *
 * <p>Algorithm: 1. parse every {@code pom.xml}; 2. find each one's parents in the repository, by
 * relative path or by coordinates; 3. for each module, take all artifacts that it and its parents
 * use, fill in their properties as the module sees them, and keep those that are modules of this
 * repository; 4. a used POM without an artifact (a list of versions) counts as a build file,
 * together with what it uses itself.
 *
 * <p>A module that is named by coordinates counts whatever version is asked for: needing one build
 * too many is safe, one too few is not.
 */
public final class MavenProjects implements ProjectReader {
  private static final String PLUGIN_GROUP = "org.apache.maven.plugins";

  @Override
  public String toolchain() {
    return Toolchains.MAVEN;
  }

  @Override
  public String buildFiles() {
    return Pom.FILE;
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    Map<String, Pom> poms = new LinkedHashMap<>();
    for (String folder : tree.foldersWith(Pom.FILE)) {
      String path = RepositoryPath.child(folder, Pom.FILE);
      tree.text(path, problems)
          .flatMap(text -> XmlFile.parse(path, text, problems))
          .ifPresent(
              root -> {
                if (root.name().equals("project")) {
                  poms.put(path, new Pom(folder, root));
                } else {
                  problems.add(path, root.line(), root.column(), "is no Maven project");
                }
              });
    }
    PomFamily family = new PomFamily(poms);
    return poms.values().stream().map(pom -> project(pom, family, tree)).toList();
  }

  private static Project project(Pom pom, PomFamily family, TreeIndex tree) {
    List<Link> links = new ArrayList<>();
    Set<String> buildFiles = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    collect(pom, pom, family, links, buildFiles, seen);
    buildFiles.remove(pom.path());
    family.lineage(pom).stream()
        .map(Pom::folder)
        .flatMap(folder -> tree.filesIn(RepositoryPath.child(folder, ".mvn")).stream())
        .forEach(buildFiles::add);
    buildFiles.addAll(tree.filesIn(".mvn"));
    return new Project(
        pom.folder(),
        Toolchains.MAVEN,
        pom.artifactId(),
        () -> !pom.isGroup() && MavenEntryPoint.isIn(pom, tree),
        pom.isGroup(),
        links,
        buildFiles);
  }

  private static void collect(
      Pom module,
      Pom pom,
      PomFamily family,
      List<Link> links,
      Set<String> buildFiles,
      Set<String> seen) {
    if (!seen.add(pom.path())) {
      return;
    }
    List<Pom> lineage = family.lineage(pom);
    for (Pom ancestor : lineage) {
      buildFiles.add(ancestor.path());
      for (XmlElement use : uses(ancestor, lineage)) {
        String artifact = family.fill(use.childText("artifactId").orElse(""), pom);
        String group = family.fill(use.childText("groupId").orElse(PLUGIN_GROUP), pom);
        Optional<Pom> found = family.find(group, artifact);
        if (found.isEmpty() || found.get().equals(module)) {
          continue;
        }
        if (found.get().isGroup()) {
          collect(module, found.get(), family, links, buildFiles, seen);
        } else {
          links.add(
              new Link(
                  found.get().folder(),
                  ancestor.path(),
                  use.line(),
                  use.column(),
                  "Maven " + use.name() + " " + found.get().groupId() + ":" + artifact));
        }
      }
    }
  }

  /** Returns what a POM uses, and what the managed form of the plugins that it names uses. */
  private static List<XmlElement> uses(Pom pom, List<Pom> lineage) {
    List<XmlElement> uses = pom.uses();
    List<XmlElement> managed = new ArrayList<>();
    for (XmlElement plugin : uses) {
      if (plugin.name().equals("plugin")) {
        lineage.stream()
            .flatMap(ancestor -> ancestor.managedPlugins().stream())
            .filter(other -> other.childText("artifactId").equals(plugin.childText("artifactId")))
            .forEach(other -> Pom.collectUses(other, managed));
      }
    }
    uses.addAll(managed);
    return uses;
  }
}
