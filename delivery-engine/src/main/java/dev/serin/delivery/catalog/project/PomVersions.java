package dev.serin.delivery.catalog.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions a {@code pom.xml} names, as written, profiles and managed ones included.
 *
 * @param self the artifact that it makes; of its parent's version if it names none
 * @param parentName the name of its parent, wherever that is from
 * @param properties that versions may be written with
 * @param artifacts all others that it names with a version: dependencies, plugins, its parent
 * @param plugins those that it names without a version, as {@code GROUP:NAME}
 */
public record PomVersions(
    Artifact self,
    Optional<String> parentName,
    Map<String, String> properties,
    List<Artifact> artifacts,
    List<String> plugins) {
  private static final String VERSION = "version";
  private static final String MAVENS_OWN = "org.apache.maven.plugins";

  /** Copies the collections. */
  public PomVersions {
    properties = Map.copyOf(properties);
    artifacts = List.copyOf(artifacts);
    plugins = List.copyOf(plugins);
  }

  /** An artifact, without its group, and its version as written. */
  public record Artifact(String name, String version) {}

  /** Those of a POM. */
  public static PomVersions of(Pom pom) {
    String version =
        pom.root()
            .childText(VERSION)
            .or(() -> pom.parent().flatMap(parent -> parent.childText(VERSION)))
            .orElse("");
    return new PomVersions(
        new Artifact(pom.artifactId(), version),
        pom.parent().map(PomVersions::name),
        pom.properties(),
        below(pom)
            .filter(each -> each.childText(VERSION).isPresent())
            .map(each -> new Artifact(name(each), each.childText(VERSION).orElse("")))
            .toList(),
        below(pom)
            .filter(each -> each.name().equals("plugin") && each.childText(VERSION).isEmpty())
            .map(each -> each.childText("groupId").orElse(MAVENS_OWN) + ":" + name(each))
            .toList());
  }

  private static Stream<XmlElement> below(Pom pom) {
    return pom.root()
        .all()
        .filter(each -> each != pom.root() && each.childText("artifactId").isPresent());
  }

  private static String name(XmlElement artifact) {
    return artifact.childText("artifactId").orElse("");
  }

  /** Whether it has a parent that is none of these. */
  public boolean hasForeignParent(List<PomVersions> known) {
    return parentName
        .filter(name -> known.stream().noneMatch(pom -> pom.self().name().equals(name)))
        .isPresent();
  }
}
