package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.e2e.support.Binaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our CRDs beside Argo Rollouts' own, which are in its Go module: whatever is valid there is valid
 * here, and no field is lost.
 */
@Tag("api")
class ArgoCrdsIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollouts",
        "analysisruns",
        "analysistemplates",
        "clusteranalysistemplates",
        "experiments"
      })
  void isNeverNarrowerThanUpstreams(String plural) throws Exception {
    JsonNode ours =
        definition(Manifests.FOLDER.resolve("chart/crds/" + plural + ".argoproj.io.yaml"));
    JsonNode theirs = upstream(plural + ".argoproj.io");
    assertEquals(theirs.at("/spec/names"), ours.at("/spec/names"));
    assertEquals(theirs.at("/spec/scope"), ours.at("/spec/scope"));
    assertEquals(1, ours.at("/spec/versions").size());
    JsonNode our = ours.at("/spec/versions/0");
    JsonNode their = theirs.at("/spec/versions/0");
    assertEquals(empty(their.path("subresources")), empty(our.path("subresources")));
    assertEquals(columns(their), columns(our));
    assertEquals(
        List.of(),
        SchemaComparison.narrower(
            our.at("/schema/openAPIV3Schema"), their.at("/schema/openAPIV3Schema")));
  }

  @Test
  void theComparisonFindsWhatIsNarrower() throws Exception {
    Path file = Manifests.FOLDER.resolve("chart/crds/analysisruns.argoproj.io.yaml");
    JsonNode wide = definition(file).at("/spec/versions/0/schema/openAPIV3Schema");
    JsonNode narrow = wide.deepCopy();
    ((ObjectNode) narrow.at("/properties/spec/properties")).remove("terminate");
    ((ObjectNode) narrow.at("/properties/status")).putArray("required").add("startedAt");
    ((ObjectNode) narrow.at("/properties/spec/properties/metrics/items/properties/interval"))
        .put("pattern", "^[0-9]+s$");
    ((ObjectNode)
            narrow.at(
                "/properties/spec/properties/metrics/items/properties/provider/properties/plugin"))
        .remove("x-kubernetes-preserve-unknown-fields");
    assertEquals(List.of(), SchemaComparison.narrower(wide, wide));
    assertEquals(
        List.of(
            ".spec.metrics[].interval: pattern \"^[0-9]+s$\"",
            ".spec.metrics[].provider.plugin: drops fields that are kept",
            ".spec.terminate: is dropped",
            ".status: requires [startedAt]"),
        SchemaComparison.narrower(narrow, wide).stream().sorted().toList());
  }

  /** {@code subresources: {}} is the same as none. */
  private static JsonNode empty(JsonNode subresources) {
    return subresources.isMissingNode() ? new ObjectMapper().createObjectNode() : subresources;
  }

  private static List<String> columns(JsonNode version) {
    List<String> columns = new ArrayList<>();
    for (JsonNode column : version.get("additionalPrinterColumns")) {
      columns.add(column.get("name") + " " + column.get("type") + " " + column.get("jsonPath"));
    }
    return columns;
  }

  private static JsonNode upstream(String name) throws Exception {
    String all = Files.readString(Binaries.path("argo-rollouts-crds"));
    return Manifests.documents(all).stream()
        .filter(definition -> definition.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode definition(Path file) throws Exception {
    return Manifests.documents(Files.readString(file)).get(0);
  }
}
