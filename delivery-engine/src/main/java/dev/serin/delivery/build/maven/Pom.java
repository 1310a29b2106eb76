package dev.serin.delivery.build.maven;

import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a build must know of a {@code pom.xml} before Maven reads it.
 *
 * @param folder that it is in, from the root of the repository
 * @param modules folders or files that it names, as written
 * @param parent folder of its parent within the repository, if there is one
 * @param parentName the name of its parent, wherever that is from
 * @param properties as written
 * @param self the artifact that it makes; of its parent's version if it names none
 * @param artifacts all others that it names with a version: dependencies, plugins, its parent
 * @param plugins those that it names without a version, as {@code GROUP:NAME}
 */
record Pom(
    String folder,
    List<String> modules,
    Optional<String> parent,
    Optional<String> parentName,
    Map<String, String> properties,
    Artifact self,
    List<Artifact> artifacts,
    List<String> plugins) {
  private static final String MAVENS_OWN = "org.apache.maven.plugins";
  static final String FILE_NAME = "pom.xml";
  private static final int LARGEST = 4 * 1024 * 1024;

  /** An artifact, without its group, and its version as written. */
  record Artifact(String name, String version) {}

  /** Reads the POM of a folder; nothing if there is none, or if it is not XML: Maven says why. */
  static Optional<Pom> read(CommitTree tree, String folder) {
    return tree.read(RepositoryPath.child(folder, FILE_NAME), LARGEST)
        .flatMap(content -> parse(folder, content));
  }

  /** Whether it has a parent that is none of these. */
  boolean hasForeignParent(List<Pom> known) {
    return parentName
        .filter(name -> known.stream().noneMatch(pom -> pom.self().name().equals(name)))
        .isPresent();
  }

  /** The folders of its modules that are in the repository. */
  List<String> moduleFolders() {
    List<String> folders = new ArrayList<>();
    modules.forEach(module -> moduleFolder(folder, module).ifPresent(folders::add));
    return folders;
  }

  private static Optional<String> moduleFolder(String folder, String module) {
    return RepositoryPath.resolve(folder, module)
        .map(
            path ->
                RepositoryPath.name(path).equals(FILE_NAME) ? RepositoryPath.parent(path) : path);
  }

  private static Optional<Pom> parse(String folder, byte[] content) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element project =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(content))
              .getDocumentElement();
      return Optional.of(
          new Pom(
              folder,
              texts(project, "modules"),
              parentFolder(folder, project),
              child(project, "parent").flatMap(parent -> text(parent, "artifactId")),
              properties(project),
              self(project),
              artifacts(project),
              plugins(project)));
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the platform's XML parser is safe to use", impossible);
    } catch (SAXException | IOException notXml) {
      return Optional.empty();
    }
  }

  private static Optional<String> parentFolder(String folder, Element project) {
    Optional<Element> parent = child(project, "parent");
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    String relative =
        child(parent.get(), "relativePath")
            .map(element -> element.getTextContent().strip())
            .orElse("../pom.xml");
    return relative.isEmpty() ? Optional.empty() : moduleFolder(folder, relative);
  }

  private static Artifact self(Element project) {
    String version =
        text(project, "version")
            .or(() -> child(project, "parent").flatMap(parent -> text(parent, "version")))
            .orElse("");
    return new Artifact(text(project, "artifactId").orElse(""), version);
  }

  private static List<Artifact> artifacts(Element project) {
    List<Artifact> artifacts = new ArrayList<>();
    NodeList names = project.getElementsByTagName("artifactId");
    for (int index = 0; index < names.getLength(); index++) {
      if (names.item(index).getParentNode() instanceof Element owner && owner != project) {
        text(owner, "version")
            .ifPresent(
                version ->
                    artifacts.add(new Artifact(text(owner, "artifactId").orElse(""), version)));
      }
    }
    return artifacts;
  }

  private static List<String> plugins(Element project) {
    List<String> plugins = new ArrayList<>();
    NodeList elements = project.getElementsByTagName("plugin");
    for (int index = 0; index < elements.getLength(); index++) {
      if (elements.item(index) instanceof Element plugin && text(plugin, "version").isEmpty()) {
        text(plugin, "artifactId")
            .map(name -> text(plugin, "groupId").orElse(MAVENS_OWN) + ":" + name)
            .ifPresent(plugins::add);
      }
    }
    return plugins;
  }

  private static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(element -> element.getTextContent().strip());
  }

  private static Map<String, String> properties(Element project) {
    Map<String, String> properties = new TreeMap<>();
    child(project, "properties")
        .ifPresent(
            element ->
                children(element)
                    .forEach(
                        property ->
                            properties.put(
                                property.getNodeName(), property.getTextContent().strip())));
    return properties;
  }

  private static List<String> texts(Element parent, String list) {
    return child(parent, list).stream()
        .flatMap(element -> children(element).stream())
        .map(element -> element.getTextContent().strip())
        .toList();
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getNodeName().equals(name))
        .findFirst();
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int index = 0; index < nodes.getLength(); index++) {
      Node node = nodes.item(index);
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
