package dev.serin.delivery.build.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class MavenSettingsTest {
  @TempDir Path folder;

  @Test
  void theInstallationsSettingsStayAndTheSharedRepositoriesAreAdded() throws Exception {
    Path installation = folder.resolve("conf.xml");
    Files.writeString(
        installation,
        """
        <settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
          <mirrors>
            <mirror><id>company</id><mirrorOf>*</mirrorOf><url>http://mirror.example</url></mirror>
          </mirrors>
        </settings>
        """);

    Document settings = write(installation);

    assertEquals("company", value(settings, "/settings/mirrors/mirror[1]/id"));
    assertEquals("shared", value(settings, "/settings/mirrors/mirror[2]/mirrorOf"));
    String address = folder.resolve("shared").toUri().toString();
    assertEquals(address, value(settings, "/settings/mirrors/mirror[2]/url"));
    assertEquals(address, value(settings, "//profile/repositories/repository/url"));
    assertEquals(address, value(settings, "//profile/pluginRepositories/pluginRepository/url"));
    assertEquals(
        value(settings, "//profile/id"), value(settings, "/settings/activeProfiles/activeProfile"));
    assertTrue(!Files.readString(folder.resolve("out.xml")).contains("xmlns=\"\""));
  }

  @Test
  void anInstallationWithoutSettingsIsNoProblem() throws Exception {
    assertEquals(
        "false", value(write(folder.resolve("none.xml")), "//repository/snapshots/enabled"));
  }

  private Document write(Path installation) throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path target = folder.resolve("out.xml");
    MavenSettings.write(target, installation, List.of(new MavenSettings.Shared("shared", shared)));
    return parse(target);
  }

  private static Document parse(Path file) throws Exception {
    try (var content = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(content);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static String value(Document document, String path) throws Exception {
    XPath xpath = XPathFactory.newDefaultInstance().newXPath();
    return xpath.evaluate(path, document);
  }
}
