package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.ServiceDescription.Scale;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceDescriptionReaderTest {
  private static final ServiceDescriptionReader READER =
      new ServiceDescriptionReader(List.of("maven", "npm", "python", "dockerfile"));

  private final Problems problems = new Problems();

  @Test
  void everyKeyOfTheDesignIsRead() {
    ServiceDescription read =
        read("""
                apiVersion: serin.dev/v1
                service: cart
                owner: team-checkout
                build: {tool: maven}
                dependsOn: [libs/money]
                image: {port: 9090}
                deploy:
                  replicas: 3
                  route: {host: shop.example, path: /cart, auth: customers}
                  calls: [inventory]
                  backing: [{postgres: carts}, {redis: sessions}, {queue: orders}]
                  scale: {min: 3, max: 12, cpu: 70%}
                  canary: standard
                  slo: {availability: 99.9, latency: {p99: 300ms}}
                """)
            .orElseThrow();
    assertEquals(List.of(), problems.list());
    assertEquals("cart", read.service());
    assertEquals(Optional.of("team-checkout"), read.owner());
    assertEquals(Optional.of("maven"), read.build().tool());
    assertEquals(List.of("libs/money"), read.dependsOn());
    assertEquals(9090, read.image().port());
    assertEquals(3, read.deploy().replicas());
    assertEquals(
        Optional.of(new Route(Optional.of("shop.example"), "/cart", Optional.of("customers"))),
        read.deploy().route());
    assertEquals(List.of("inventory"), read.deploy().calls());
    assertEquals(
        List.of(
            new Backing("postgres", "carts"),
            new Backing("redis", "sessions"),
            new Backing("queue", "orders")),
        read.deploy().backing());
    assertEquals(Optional.of(new Scale(3, 12, OptionalInt.of(70))), read.deploy().scale());
    assertEquals(new NamedCanary("standard"), read.deploy().canary());
    assertEquals(
        Optional.of(new Objectives(Optional.of(99.9), Map.of("p99", Duration.ofMillis(300)))),
        read.deploy().slo());
  }

  @Test
  void theSmallestFileHasTheDefaults() {
    assertEquals(
        Optional.of(ServiceDescription.defaults("cart")),
        read("apiVersion: serin.dev/v1\nservice: cart\n"));
    assertEquals(List.of(), problems.list());
  }

  @Test
  void canaryStepsCanBeWrittenOut() {
    ServiceDescription read =
        read("""
                apiVersion: serin.dev/v1
                service: cart
                deploy:
                  canary: [{setWeight: 10}, {pause: 30s}, {setWeight: 50}, {pause: {}}]
                """)
            .orElseThrow();
    assertEquals(List.of(), problems.list());
    assertEquals(
        new CanarySteps(
            List.of(
                new SetWeight(10),
                new Pause(Optional.of(Duration.ofSeconds(30))),
                new SetWeight(50),
                new Pause(Optional.empty()))),
        read.deploy().canary());
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirPlaces() {
    read(
        """
        apiVersion: serin.dev/v2
        sevice: cart
        owner: [a]
        build: {tol: maven, tool: mavn}
        image: {port: 99999}
        deploy:
          replicas: three
          route: {path: cart}
          scale: {min: 5, max: 3}
          canary: [{setWeight: 200}, {wait: 3s}]
          slo: {availability: 100, latency: {fast: 1s, p99: 1 s}}
        """);
    assertEquals(
        """
        service.yaml:1:1: key 'service' is missing; write for example service: cart
        service.yaml:1:13: 'apiVersion' must be one of serin.dev/v1, but is 'serin.dev/v2'; did you mean 'serin.dev/v1'?
        service.yaml:2:1: unknown key 'sevice'; did you mean 'service'?
        service.yaml:3:8: 'owner' must be a text, but is a list
        service.yaml:4:9: unknown key 'tol' in 'build'; did you mean 'tool'?
        service.yaml:4:27: 'tool' must be one of maven, npm, python, dockerfile, but is 'mavn'; did you mean 'maven'?
        service.yaml:5:15: 'port' must be a whole number from 1 to 65535, but is '99999'
        service.yaml:7:13: 'replicas' must be a whole number from 0 to 1000, but is 'three'
        service.yaml:8:17: 'path' must be a path that starts with '/', but is 'cart'
        service.yaml:9:24: 'max' is 3, which is less than 'min', 5
        service.yaml:10:24: 'setWeight' must be a whole number from 0 to 100, but is '200'
        service.yaml:10:31: unknown key 'wait' in 'canary'; known keys are setWeight, pause
        service.yaml:11:23: 'availability' must be a number above 0.0 and below 100.0, but is '100'
        service.yaml:11:44: 'fast' is no quantile; write p50, p99 or p99.9
        service.yaml:11:53: 'p99' must be a length of time such as 300ms, 30s, 5m or 1h, but is '1 s'
        """
            .strip(),
        text());
  }

  @Test
  void aWordThatYamlReadsAsSomethingElseMustBeQuoted() {
    read("apiVersion: serin.dev/v1\nservice: no\n");
    assertEquals(
        "service.yaml:2:10: 'service' must be a text; YAML reads this as something else, so write"
            + " it in quotes: \"no\", but is 'no'",
        text());
  }

  @Test
  void anAbsurdlyLongHostIsAProblemLikeAnyOther() {
    read(
        "apiVersion: serin.dev/v1\nservice: a\ndeploy: {route: {path: /a, host: %s}}\n"
            .formatted("a.".repeat(20_000) + "a"));
    assertTrue(text().contains("'host' must be a host name in lower case"), text());
  }

  @Test
  void aRepeatedKeyIsAProblem() {
    read("apiVersion: serin.dev/v1\nservice: a\nservice: b\n");
    assertEquals("service.yaml:3:1: key 'service' is here twice", text());
  }

  @Test
  void brokenYamlSaysWhere() {
    read("apiVersion: serin.dev/v1\nservice: [cart\nowner: x\n");
    assertTrue(text().startsWith("service.yaml:3:"), text());
    assertTrue(text().contains("is not valid YAML"), text());
  }

  @Test
  void anEmptyFileAndAListAreProblems() {
    read("");
    read("- a\n");
    assertEquals(
        "service.yaml:1:1: is empty\nservice.yaml:1:1: must be a mapping of keys to values",
        text());
  }

  @Test
  void twoDocumentsAreAProblem() {
    read("apiVersion: serin.dev/v1\nservice: a\n---\nservice: b\n");
    assertTrue(text().contains("is not valid YAML"), text());
  }

  @Test
  void aTagMakesNoObject() {
    read("apiVersion: serin.dev/v1\nservice: !!java.net.URL [\"http://127.0.0.1:1/\"]\n");
    assertEquals(
        "service.yaml:2:10: is not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL",
        text());
  }

  @Test
  void aBombOfAliasesIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    read(bomb.toString());
    assertTrue(text().contains("Number of aliases"), text());
  }

  @Test
  void aFileThatIsTooDeepOrTooLargeIsRefused() {
    read("a: " + "[".repeat(500) + "]".repeat(500) + "\n");
    read("owner: " + "x".repeat(70_000) + "\n");
    List<Problem> found = problems.list();
    assertEquals(2, found.size(), text());
    assertFalse(found.stream().anyMatch(problem -> problem.message().contains("unknown key")));
  }

  @Test
  void aDependencyThatLeadsOutIsRefused() {
    for (String path : List.of("../x", "/etc", "a/../../b", "..")) {
      Problems found = new Problems();
      READER.read(
          "f", "apiVersion: serin.dev/v1\nservice: a\ndependsOn: ['%s']\n".formatted(path), found);
      assertEquals(1, found.list().size(), path);
    }
  }

  @Test
  void namesOfServicesFitKubernetes() {
    for (String name : List.of("Cart", "1cart", "cart-", "a".repeat(51), "a_b", "-a")) {
      Problems found = new Problems();
      READER.read("f", "apiVersion: serin.dev/v1\nservice: " + name + "\n", found);
      assertEquals(1, found.list().size(), name);
    }
  }

  @Test
  void aSecondCallForgetsNothingAndKeepsFilesApart() {
    IntStream.range(0, 2)
        .forEach(i -> READER.read("f" + i, "apiVersion: serin.dev/v1\nservice: A\n", problems));
    assertEquals(List.of("f0", "f1"), problems.list().stream().map(Problem::file).toList());
  }

  private Optional<ServiceDescription> read(String text) {
    return READER.read("service.yaml", text, problems);
  }

  private String text() {
    return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
