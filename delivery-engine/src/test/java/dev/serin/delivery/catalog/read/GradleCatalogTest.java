package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GradleCatalogTest extends CatalogTest {
  @Test
  void projectsOfABuildNeedWhatTheirScriptsName() {
    made.write(
            "settings.gradle.kts",
            """
            rootProject.name = "shop"
            include(":services:cart", ":services:web")
            include(":libs:money-core") // include(":libs:gone")
            include("legacy")
            project(":legacy").projectDir = file("old/legacy")
            """)
        .write("build.gradle.kts", "plugins { java }\n")
        .write("gradle.properties", "org.gradle.parallel=true\n")
        .write("gradle/libs.versions.toml", "[versions]\n")
        .write("gradle/wrapper/gradle-wrapper.properties", "x\n")
        .write("buildSrc/build.gradle.kts", "plugins { `kotlin-dsl` }\n")
        .write("buildSrc/src/main/kotlin/shop.gradle.kts", "plugins { java }\n")
        .write("libs/money-core/build.gradle.kts", "")
        .write("old/legacy/build.gradle", "")
        .write(
            "services/cart/build.gradle.kts",
            """
            plugins { application }
            dependencies {
              implementation(project(":legacy"))
              implementation(projects.libs.moneyCore)
            }
            """)
        .write("services/web/build.gradle", "apply plugin: 'war'\n");
    Catalog catalog = read();
    assertEquals(
        List.of(
            "money-core libs/money-core LIBRARY gradle",
            "legacy old/legacy LIBRARY gradle",
            "cart services/cart SERVICE gradle",
            "web services/web SERVICE gradle"),
        lines(catalog));
    Component cart = catalog.service("cart").orElseThrow();
    assertEquals(
        List.of("libs/money-core", "old/legacy"),
        cart.dependencies().stream().map(Dependency::path).toList());
    assertEquals(4, cart.dependencies().get(0).line());
    assertEquals(
        Set.of(
            "settings.gradle.kts",
            "build.gradle.kts",
            "gradle.properties",
            "gradle/libs.versions.toml",
            "gradle/wrapper/gradle-wrapper.properties",
            "buildSrc"),
        cart.buildFiles());
  }

  @Test
  void groovyScriptsAreReadTooAndComputedProjectsMeanAll() {
    made.write("settings.gradle", "include 'app', 'lib',\n  'other'\n")
        .write(
            "app/build.gradle",
            """
            plugins { id 'org.springframework.boot' }
            dependencies { implementation project(path: ':lib') }
            """)
        .write("lib/build.gradle", "")
        .write("other/build.gradle", "")
        .write(
            "any/build.gradle",
            """
            plugins { id 'application' }
            ['lib', 'other'].each { name -> dependencies.add('api', project(":$name")) }
            """)
        .write("app/service.yaml", description("app"))
        .write("any/service.yaml", description("any"));
    Catalog catalog = read();
    assertEquals(
        List.of("lib"),
        catalog.service("app").orElseThrow().dependencies().stream()
            .map(Dependency::path)
            .toList());
    assertEquals(
        List.of("app", "lib", "other"),
        catalog.service("any").orElseThrow().dependencies().stream()
            .map(Dependency::path)
            .toList());
  }
}
