package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole way on a real cluster: {@code ./serin demo --kubeconfig …}, once, and what it reports
 * of each story. {@code SERIN_E2E_REGISTRY} is the registry that the nodes pull from, {@code
 * SERIN_E2E_PROMETHEUS} a Prometheus; without it, that of the Service {@code prometheus} in {@code
 * monitoring}, if there is one.
 */
@Tag("cluster")
class DemoOnClusterIT {
  private static final String NAMESPACE = "publish-demo-it";
  private static final String REGISTRY =
      System.getenv().getOrDefault("SERIN_E2E_REGISTRY", "127.0.0.1:5000");

  private static JsonNode report = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void runTheDemoOnce() throws IOException, InterruptedException {
    AgentInstallation.applyDefinitions();
    Path folder = TemporaryFolder.create("demo");
    try {
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      Process demo =
          new ProcessBuilder(words())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      demo.getOutputStream().close();
      if (!demo.waitFor(15, TimeUnit.MINUTES)) {
        demo.destroy();
        throw new AssertionError("it did not end:\n" + Files.readString(err));
      }
      assertEquals(0, demo.exitValue(), Files.readString(err));
      report = new ObjectMapper().readTree(out.toFile());
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Checkout.HOME.resolve("serin").toString());
    words.addAll(List.of("demo", "--json", "--verbose", "--rate", "25"));
    words.addAll(List.of("--kubeconfig", System.getenv("KUBECONFIG")));
    words.addAll(List.of("--registry", REGISTRY + "/publish-demo-it"));
    words.addAll(List.of("--base-registry", REGISTRY, "--namespace", NAMESPACE));
    String gatewayClass = System.getenv("SERIN_E2E_GATEWAY_CLASS");
    if (gatewayClass != null) {
      words.addAll(List.of("--gateway-class", gatewayClass));
    }
    words.addAll(List.of("--prometheus", prometheus()));
    return words;
  }

  private static String prometheus() {
    String given = System.getenv("SERIN_E2E_PROMETHEUS");
    if (given != null) {
      return given;
    }
    String address =
        Tool.binary(
            "kubectl",
            "get",
            "service",
            "prometheus",
            "--namespace=monitoring",
            "--output=jsonpath={.spec.clusterIP}");
    return "http://" + address + ":9090";
  }

  @Test
  void everyStoryEndsAsOnTheLocalCluster() {
    assertEquals("promoted", story("first-commit").path("outcome").asText());
    assertEquals("promoted", story("good-change").path("outcome").asText());
    assertEquals("promoted", story("shared-library").path("outcome").asText());
    assertEquals("rolledBack", story("bad-change").path("outcome").asText());
    assertEquals("partlyReleased", story("broken-build").path("outcome").asText());
    assertEquals(
        Set.of("cart", "catalogue", "checkout", "recommendations"),
        affected(story("first-commit")));
    assertEquals(Set.of("catalogue", "recommendations"), affected(story("good-change")));
    assertEquals(Set.of("catalogue", "checkout"), affected(story("shared-library")));
    assertEquals(Set.of("cart"), affected(story("bad-change")));
  }

  @Test
  void imagesComeFromTheRegistryByDigest() {
    for (JsonNode service : story("first-commit").path("services")) {
      String image = service.path("image").asText();
      assertTrue(
          image.matches(REGISTRY + "/publish-demo-it/[a-z]+@sha256:[0-9a-f]{64}"),
          service::toString);
    }
  }

  @Test
  void notOneRequestFailsInTheHealthyStories() {
    for (JsonNode story : report.path("stories")) {
      if (!story.path("name").asText().equals("bad-change")) {
        assertEquals(0, story.path("failedRequests").asInt(-1), story::toPrettyString);
      }
    }
    assertTrue(report.path("requests").asInt() > 1000, report::toPrettyString);
  }

  @Test
  void customersSeeTheBadCanaryAndTheWayBack() {
    JsonNode story = story("bad-change");
    JsonNode rollback = story.path("rollback");
    assertEquals("errors", rollback.path("metric").asText());
    assertTrue(rollback.path("canaryFailed").asInt() > 0, rollback::toPrettyString);
    assertTrue(rollback.path("stableRequests").asInt() > 0, rollback::toPrettyString);
    assertEquals(0, rollback.path("stableFailed").asInt(-1), rollback::toPrettyString);
    assertTrue(story.path("secondsToStable").asDouble(99) <= 10, story::toPrettyString);
  }

  @Test
  void prometheusHasCountedTheSameCanary() {
    JsonNode rollback = story("bad-change").path("rollback");
    JsonNode telemetry = rollback.path("telemetry");
    assertTrue(telemetry.path("canaryFailed").asInt() > 0, rollback::toPrettyString);
    assertTrue(
        telemetry.path("canaryRequests").asInt() <= rollback.path("canaryRequests").asInt(),
        rollback::toPrettyString);
  }

  @Test
  void nothingIsLeftInTheCluster() {
    assertFalse(
        Tool.binary("kubectl", "get", "namespaces", "--output=name").contains(NAMESPACE),
        "the namespace is there");
  }

  private static JsonNode story(String name) {
    for (JsonNode story : report.path("stories")) {
      if (story.path("name").asText().equals(name)) {
        return story;
      }
    }
    throw new AssertionError("no story " + name + " in " + report.toPrettyString());
  }

  private static Set<String> affected(JsonNode story) {
    Set<String> services = new TreeSet<>();
    story.path("affected").forEach(each -> services.add(each.path("service").asText()));
    return services;
  }
}
