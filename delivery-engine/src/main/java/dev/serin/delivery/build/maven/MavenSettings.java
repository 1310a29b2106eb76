package dev.serin.delivery.build.maven;

import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Global settings of Maven that put shared repositories in front of all others.
 *
 * <p>They are the installation's own global settings, with two additions for each shared
 * repository: a {@code file:} repository in a profile that is always on (settings come before
 * POMs), and a mirror of just that repository, because a mirror of {@code *} in the user's
 * settings, common in companies, would else swallow it: Maven prefers a mirror that names a
 * repository exactly.
 */
final class MavenSettings {
  private static final String PROFILE = "serin-shared-repositories";

  private MavenSettings() {}

  /** A repository on this machine that builds read and never write. */
  record Shared(String id, Path folder) {}

  /**
   * Writes the settings.
   *
   * @param installation the installation's global settings; it need not exist
   */
  static void write(Path target, Path installation, List<Shared> repositories) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      Document document = load(builder, installation);
      Element settings = document.getDocumentElement();
      add(settings, repositories);
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(target.toFile()));
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the platform's XML parser is safe to use", impossible);
    } catch (SAXException problem) {
      throw new IOException("Maven's global settings are not XML: " + installation, problem);
    } catch (TransformerException problem) {
      throw new IOException("cannot write " + target, problem);
    }
  }

  /** What tells the settings in a file from others; the same for all that are not there. */
  static String fingerprint(Path file) {
    try {
      return Files.isRegularFile(file) ? Digest.of(Files.readAllBytes(file)).value() : "absent";
    } catch (IOException unreadable) {
      // Maven will not be able to read it either, and says so.
      return "unreadable";
    }
  }

  private static Document load(DocumentBuilder builder, Path installation)
      throws IOException, SAXException {
    if (Files.isRegularFile(installation)) {
      return builder.parse(installation.toFile());
    }
    Document document = builder.newDocument();
    document.appendChild(document.createElementNS(null, "settings"));
    return document;
  }

  private static void add(Element settings, List<Shared> repositories) {
    Element profile = append(section(settings, "profiles"), "profile");
    text(profile, "id", PROFILE);
    text(section(settings, "activeProfiles"), "activeProfile", PROFILE);
    Element forProjects = append(profile, "repositories");
    Element forPlugins = append(profile, "pluginRepositories");
    for (Shared shared : repositories) {
      repository(append(forProjects, "repository"), shared);
      repository(append(forPlugins, "pluginRepository"), shared);
      Element mirror = append(section(settings, "mirrors"), "mirror");
      text(mirror, "id", shared.id());
      text(mirror, "mirrorOf", shared.id());
      text(mirror, "url", shared.folder().toUri().toString());
    }
  }

  private static void repository(Element repository, Shared shared) {
    text(repository, "id", shared.id());
    text(repository, "url", shared.folder().toUri().toString());
    Element releases = append(repository, "releases");
    text(releases, "enabled", "true");
    // The files were checked when they were downloaded; local repositories keep no checksums.
    text(releases, "checksumPolicy", "ignore");
    text(releases, "updatePolicy", "never");
    // A snapshot that somebody installed on this machine is no input of the commit.
    text(append(repository, "snapshots"), "enabled", "false");
  }

  private static Element section(Element settings, String name) {
    NodeList children = settings.getChildNodes();
    for (int index = 0; index < children.getLength(); index++) {
      Node child = children.item(index);
      if (child instanceof Element element && name.equals(element.getLocalName())) {
        return element;
      }
    }
    return append(settings, name);
  }

  private static Element append(Element parent, String name) {
    Document document = parent.getOwnerDocument();
    Element child = document.createElementNS(parent.getNamespaceURI(), name);
    parent.appendChild(child);
    return child;
  }

  private static void text(Element parent, String name, String content) {
    append(parent, name).setTextContent(content);
  }
}
