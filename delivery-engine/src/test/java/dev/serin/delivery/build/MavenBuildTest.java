package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One real build of three small Maven services over a shared library, two at a time. */
@Timeout(300)
class MavenBuildTest {
  @TempDir Path folder;

  @Test
  void mavenServicesOverOneLibraryAreBuiltAtTheSameTime() throws Exception {
    Map<String, String> files = new TreeMap<>();
    files.put("pom.xml", ROOT);
    files.put("libs/money/pom.xml", module("libs/money", "money", ""));
    files.put(
        "libs/money/src/main/java/shop/Money.java",
        "package shop; public record Money(int cents) {}\n");
    service(files, "cart", "new Money(1).cents()", 1);
    service(files, "checkout", "new Money(1).cents()", 2);
    service(files, "search", "new Money(1).euros()", 1);

    BuildReport report;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      report =
          new Builder(machine())
              .build(
                  repository.everything(folder, new BuildOptions(2, Duration.ofMinutes(4))),
                  BuildListener.SILENT);
    }

    assertEquals(List.of("cart"), report.built().stream().map(ServiceOutcome::service).toList());
    assertEquals("java17", report.built().get(0).runtime());
    assertEquals(new TestCounts(1, 0, 0), report.built().get(0).tests());

    ServiceOutcome.Failed checkout = report.failed().get(0);
    assertEquals(Stage.TEST, checkout.stage());
    assertTrue(checkout.message().startsWith("shop.MainTest.adds: "), checkout.message());
    assertEquals(new TestCounts(0, 1, 0), checkout.tests());

    ServiceOutcome.Failed search = report.failed().get(1);
    assertEquals(Stage.BUILD, search.stage());
    assertTrue(
        search.message().startsWith("services/search/src/main/java/shop/Main.java:2:"),
        search.message());
  }

  /** Reads this user's Maven repository, so that a second run downloads nothing. */
  private Machine machine() {
    Machine current = Machine.current();
    return new Machine(
        current.environment(),
        current.home(),
        folder.resolve("cache"),
        folder.resolve("workspaces"));
  }

  private static void service(
      Map<String, String> files, String name, String expression, int expected) {
    String path = "services/" + name;
    files.put(path + "/service.yaml", "apiVersion: serin.dev/v1\nservice: " + name + "\n");
    files.put(path + "/pom.xml", module(path, name, "money"));
    files.put(
        path + "/src/main/java/shop/Main.java",
        """
        package shop; public class Main {
          static int one() { return %s; }
          public static void main(String[] arguments) {} }
        """
            .formatted(expression));
    files.put(
        path + "/src/test/java/shop/MainTest.java",
        """
        package shop;
        class MainTest {
          @org.junit.jupiter.api.Test void adds() {
            org.junit.jupiter.api.Assertions.assertEquals(%d, Main.one()); } }
        """
            .formatted(expected));
  }

  private static String module(String path, String name, String dependency) {
    String up = path.replaceAll("[^/]+", "..");
    String needs =
        dependency.isEmpty()
            ? ""
            : "<dependencies><dependency><groupId>shop</groupId><artifactId>%s</artifactId><version>1</version></dependency></dependencies>"
                .formatted(dependency);
    return """
        <project><modelVersion>4.0.0</modelVersion>
          <parent><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
            <relativePath>%s/pom.xml</relativePath></parent>
          <artifactId>%s</artifactId>%s
        </project>
        """
        .formatted(up, name, needs);
  }

  /** The plugins are those of Serin's own build, so that they are there already. */
  private static final String ROOT =
      """
      <project><modelVersion>4.0.0</modelVersion>
        <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><packaging>pom</packaging>
        <modules><module>libs/money</module><module>services/cart</module>
          <module>services/checkout</module><module>services/search</module></modules>
        <properties><maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
        <dependencies><dependency><groupId>org.junit.jupiter</groupId>
          <artifactId>junit-jupiter</artifactId><version>6.0.3</version><scope>test</scope>
        </dependency></dependencies>
        <build><plugins>
          <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
          <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
          <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>
          <plugin><artifactId>maven-jar-plugin</artifactId><version>3.4.2</version>
            <configuration><archive><manifest><mainClass>shop.Main</mainClass></manifest></archive>
            </configuration></plugin>
        </plugins></build>
      </project>
      """;
}
