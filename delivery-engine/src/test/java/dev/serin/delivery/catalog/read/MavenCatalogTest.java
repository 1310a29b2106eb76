package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MavenCatalogTest extends CatalogTest {
  @Test
  void mavenDependenciesAreFoundThroughParentsAndProperties() {
    made.write(
            "pom.xml",
            pom(
                "parent",
                "<packaging>pom</packaging><properties><g>shop</g></properties>"
                    + "<modules><module>a</module><module>lib</module></modules>"
                    + "<dependencies>"
                    + dependency("everywhere")
                    + "</dependencies>"))
        .write(".mvn/jvm.config", "-Xmx1g")
        .write("lib/pom.xml", child("lib", ""))
        .write("everywhere/pom.xml", child("everywhere", ""))
        .write(
            "a/pom.xml",
            child(
                "a",
                "<dependency><groupId>${g}</groupId><artifactId>lib</artifactId></dependency>"))
        .write("a/service.yaml", description("a"));
    Catalog catalog = read();
    Component a = catalog.service("a").orElseThrow();
    assertEquals(
        List.of("everywhere", "lib"), a.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("pom.xml", ".mvn/jvm.config"), a.buildFiles());
    assertEquals(
        List.of(".mvn/jvm.config", "a", "everywhere", "lib", "pom.xml"),
        List.copyOf(catalog.inputs(a)));
    assertEquals("Maven dependency shop:lib", a.dependencies().get(1).reason());
    assertEquals("a/pom.xml", a.dependencies().get(1).declaredIn());
    assertEquals(1, a.dependencies().get(1).line());
  }

  @Test
  void managedVersionsAloneAreNoDependencyButImportedListsAreBuildFiles() {
    made.write(
            "bom/pom.xml",
            pom(
                "bom",
                "<packaging>pom</packaging><dependencyManagement><dependencies>"
                    + dependency("lib")
                    + "</dependencies></dependencyManagement>"))
        .write("lib/pom.xml", pom("lib", ""))
        .write(
            "a/pom.xml",
            pom(
                "a",
                "<dependencyManagement><dependencies><dependency><groupId>shop</groupId>"
                    + "<artifactId>bom</artifactId><type>pom</type><scope>import</scope>"
                    + "</dependency></dependencies></dependencyManagement>"))
        .write("a/service.yaml", description("a"));
    Component a = read().service("a").orElseThrow();
    assertEquals(List.of(), a.dependencies());
    assertEquals(Set.of("bom/pom.xml"), a.buildFiles());
  }

  @Test
  void pluginsOfTheRepositoryAreDependencies() {
    made.write("checks/pom.xml", pom("checks", ""))
        .write(
            "pom.xml",
            pom(
                "parent",
                "<packaging>pom</packaging><build><pluginManagement><plugins><plugin>"
                    + "<artifactId>maven-checkstyle-plugin</artifactId><dependencies>"
                    + dependency("checks")
                    + "</dependencies></plugin></plugins></pluginManagement></build>"))
        .write(
            "a/pom.xml",
            child(
                "a",
                "</dependencies><build><plugins><plugin><artifactId>maven-checkstyle-plugin"
                    + "</artifactId></plugin></plugins></build><dependencies>"))
        .write("a/service.yaml", description("a"))
        .write("b/pom.xml", child("b", ""))
        .write("b/service.yaml", description("b"));
    Catalog catalog = read();
    assertEquals(
        List.of("checks"),
        catalog.service("a").orElseThrow().dependencies().stream().map(Dependency::path).toList());
    assertEquals(List.of(), catalog.service("b").orElseThrow().dependencies());
  }

  @Test
  void aPomWithADocumentTypeIsRefusedAndReadsNothing() {
    made.write(
            "a/pom.xml",
            "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<project>&x;</project>")
        .write("a/service.yaml", description("a"));
    assertTrue(problems().get(0).contains("has a document type, which is not allowed"));
  }

  @Test
  void propertiesThatMultiplyDoNotFillTheMemory() {
    String bomb = "<properties><a>" + "x".repeat(300_000) + "</a></properties>";
    made.write(
            "a/pom.xml",
            pom(
                "a",
                bomb
                    + "<dependencies>%s</dependencies>"
                        .formatted(dependency("${a}".repeat(100_000)))))
        .write("a/service.yaml", description("a"));

    assertEquals(List.of("a a SERVICE maven"), lines(read()));
  }

  @Test
  void aServiceOfSeveralModulesNeedsWhatTheyNeed() {
    made.write("lib/pom.xml", pom("lib", ""))
        .write("a/pom.xml", pom("a", "<packaging>pom</packaging>"))
        .write(
            "a/api/pom.xml", pom("a-api", "<dependencies>" + dependency("lib") + "</dependencies>"))
        .write(
            "a/main/pom.xml",
            pom("a-main", "<dependencies>" + dependency("a-api") + "</dependencies>"))
        .write("a/service.yaml", description("a"));
    assertEquals(
        List.of("lib"),
        read().service("a").orElseThrow().dependencies().stream().map(Dependency::path).toList());
  }
}
