package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.e2e.Command;
import dev.serin.e2e.support.Binaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kustomize and Helm give the same objects, and these keep to what is promised of them. */
@Tag("api")
class RenderedManifestsIT {

  private static final String[] BASE = {"namespace.create=true"};
  private static final String[] HIGH_AVAILABILITY = {
    "namespace.create=true", "highAvailability.enabled=true"
  };
  private static final String[] NAMESPACED = {
    "namespaces={serin-system}", "policies.enabled=false"
  };

  @Test
  void baseIsTheChartsDefault() {
    same(Manifests.kustomize("base") + "---\n" + Manifests.kustomize("policies"), BASE);
  }

  @Test
  void highAvailabilityIsOneValueOfTheChart() {
    same(
        Manifests.kustomize("high-availability") + "---\n" + Manifests.kustomize("policies"),
        HIGH_AVAILABILITY);
  }

  @Test
  void namespacedIsOneValueOfTheChartAndHasNothingOfTheCluster() {
    same(Manifests.kustomize("namespaced"), NAMESPACED);
    for (JsonNode object : Manifests.documents(Manifests.kustomize("namespaced"))) {
      assertEquals("serin-system", object.at("/metadata/namespace").asText(), object::toString);
    }
  }

  @Test
  void theChartInstallsTheSameDefinitionsAsKustomize() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode definition : Manifests.documents(Manifests.kustomize("crds"))) {
      String name = definition.at("/metadata/name").asText();
      names.add(name + ".yaml");
      Path inChart = Manifests.FOLDER.resolve("chart/crds").resolve(name + ".yaml");
      assertEquals(definition, Manifests.documents(Files.readString(inChart)).get(0), name);
    }
    try (var files = Files.list(Manifests.FOLDER.resolve("chart/crds"))) {
      assertEquals(names, new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
    }
  }

  @Test
  void helmFindsNothingToComplainOf() {
    String helm = Binaries.path("helm").toString();
    String chart = Manifests.FOLDER.resolve("chart").toString();
    Command.of(helm, "lint", "--strict", chart).succeed();
    Command.of(helm, "lint", "--strict", chart, "--set=highAvailability.enabled=true").succeed();
  }

  @Test
  void theChartSaysWhatToDoOnAClusterThatIsTooOldForThePolicies() {
    Command.Result result =
        Command.of(
                Binaries.path("helm").toString(),
                "template",
                Manifests.FOLDER.resolve("chart").toString(),
                "--kube-version=1.33.0")
            .run();
    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("set policies.enabled=false"), result.err());
  }

  @Test
  void thePodsAreRestrictedAndOnlyTheHttpPortIsOpen() {
    Map<String, JsonNode> objects = Manifests.comparable(Manifests.kustomize("base"));
    JsonNode pod =
        object(objects, "Deployment serin-system/serin-deploy-agent").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    JsonNode network = object(objects, "NetworkPolicy serin-system/serin-deploy-agent").get("spec");
    assertAll(
        () -> assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean()),
        () ->
            assertEquals("RuntimeDefault", pod.at("/securityContext/seccompProfile/type").asText()),
        () -> assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()),
        () -> assertEquals("ALL", container.at("/securityContext/capabilities/drop/0").asText()),
        () -> assertEquals(1, network.get("ingress").size()),
        () -> assertEquals(8090, network.at("/ingress/0/ports/0/port").asInt()),
        () -> assertTrue(container.has("startupProbe") && container.has("livenessProbe")));
  }

  @Test
  void noRightReachesSecretsOrEverything() {
    for (String folder : List.of("base", "high-availability", "namespaced")) {
      for (JsonNode object : Manifests.documents(Manifests.kustomize(folder))) {
        for (JsonNode rule : object.path("rules")) {
          String text = rule.toString();
          assertTrue(!text.contains("\"*\"") && !text.contains("secrets"), text);
        }
      }
    }
  }

  private static void same(String kustomize, String... settings) {
    Map<String, JsonNode> expected = Manifests.comparable(kustomize);
    Map<String, JsonNode> chart = Manifests.comparable(Manifests.chart(settings));
    assertEquals(expected.keySet(), chart.keySet());
    assertAll(
        expected.keySet().stream()
            .map(key -> () -> same(key, object(expected, key), object(chart, key))));
  }

  /** JsonNode's own equality ignores the order of fields; its text is for the message only. */
  private static void same(String key, JsonNode expected, JsonNode actual) {
    if (!expected.equals(actual)) {
      assertEquals(expected.toPrettyString(), actual.toPrettyString(), key);
    }
  }

  private static JsonNode object(Map<String, JsonNode> objects, String key) {
    return Objects.requireNonNull(objects.get(key), key);
  }
}
