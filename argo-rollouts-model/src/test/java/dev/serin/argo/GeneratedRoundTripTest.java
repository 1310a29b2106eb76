package dev.serin.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Objects made at random after their CRD's schema, with a field that nobody knows in each object of
 * a type of ours, are the same after they were read and written.
 */
class GeneratedRoundTripTest {

  private static final int SEEDS = 60;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "rollouts", Rollout.class,
          "analysisruns", AnalysisRun.class,
          "analysistemplates", AnalysisTemplate.class,
          "clusteranalysistemplates", ClusterAnalysisTemplate.class,
          "experiments", Experiment.class);

  /** Types of Kubernetes, whose own classes are not what is tested here. */
  private static final Map<String, String> KUBERNETES =
      Map.of(
          "template", "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"hostname\":\"h\"}}",
          "selector", "{\"matchLabels\":{\"a\":\"b\"}}",
          "metadata", "{\"labels\":{\"a\":\"b\"},\"annotations\":{\"c\":\"d\"}}");

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectMapper json = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> whateverTheSchemaAllowsSurvives() {
    return KINDS.entrySet().stream()
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.getKey(),
                    () -> {
                      JsonNode schema = schema(kind.getKey());
                      IntStream.range(0, SEEDS)
                          .forEach(seed -> survives(schema, kind.getValue(), seed));
                    }));
  }

  private void survives(JsonNode schema, Class<? extends HasMetadata> type, int seed) {
    Generator generator = new Generator(new Random(seed), type == Rollout.class);
    ObjectNode before = JSON.objectNode();
    before.put("apiVersion", ArgoNames.API_VERSION).put("kind", type.getSimpleName());
    before.putObject("metadata").put("name", "generated");
    for (String part : new String[] {"spec", "status"}) {
      JsonNode shape = schema.at("/properties/" + part);
      if (!shape.isMissingNode()) {
        before.set(part, generator.value(part, part, shape));
      }
    }
    try {
      HasMetadata object = serialization.unmarshal(before.toString(), type);
      assertEquals(before, json.readTree(serialization.asJson(object)), "seed " + seed);
    } catch (IOException problem) {
      throw new AssertionError("seed " + seed + ": " + before, problem);
    }
  }

  private JsonNode schema(String plural) throws IOException {
    String file = "/crds/" + plural + ".argoproj.io.yaml";
    try (InputStream crd =
        Objects.requireNonNull(GeneratedRoundTripTest.class.getResourceAsStream(file), file)) {
      return serialization
          .unmarshal(crd, JsonNode.class)
          .at("/spec/versions/0/schema/openAPIV3Schema");
    }
  }

  private static final class Generator {
    private static final Set<String> PHASES = Set.of("phase", "status");
    private final Random random;
    private final boolean rollout;

    Generator(Random random, boolean rollout) {
      this.random = random;
      this.rollout = rollout;
    }

    JsonNode value(String path, String name, JsonNode schema) {
      if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
        return random.nextBoolean() ? JSON.numberNode(random.nextInt(99)) : JSON.textNode("25%");
      }
      return switch (schema.path("type").asText()) {
        case "string" -> text(path, name, schema);
        case "boolean" -> JSON.booleanNode(random.nextBoolean());
        case "integer" -> JSON.numberNode(random.nextInt(1000));
        case "array" ->
            JSON.arrayNode()
                .add(value(path + "/0", name, schema.get("items")))
                .add(value(path + "/1", name, schema.get("items")));
        case "object" -> object(path, name, schema);
        default -> anything();
      };
    }

    private JsonNode text(String path, String name, JsonNode schema) {
      if (schema.path("format").asText().equals("date-time")) {
        return JSON.textNode("2026-11-23T10:00:%02dZ".formatted(random.nextInt(60)));
      }
      if (rollout && path.equals("status/phase")) {
        return JSON.textNode("Healthy");
      }
      return JSON.textNode(PHASES.contains(name) ? "Running" : "t" + random.nextInt(1000));
    }

    private JsonNode object(String path, String name, JsonNode schema) {
      if (schema.path("additionalProperties").isObject()) {
        JsonNode item = schema.get("additionalProperties");
        return JSON.objectNode().set("key", value(path + "/key", name, item));
      }
      JsonNode fields = schema.path("properties");
      if (fields.isEmpty()) {
        return anything();
      }
      if (KUBERNETES.containsKey(name) || path.endsWith("job/spec")) {
        return kubernetes(name);
      }
      ObjectNode object = JSON.objectNode();
      String required = schema.path("required").toString();
      fields
          .properties()
          .forEach(
              field -> {
                if (required.contains("\"" + field.getKey() + "\"") || random.nextInt(3) > 0) {
                  object.set(
                      field.getKey(),
                      value(path + "/" + field.getKey(), field.getKey(), field.getValue()));
                }
              });
      object.set("futureField", anything());
      return object;
    }

    private static JsonNode kubernetes(String name) {
      try {
        return new ObjectMapper().readTree(KUBERNETES.getOrDefault(name, "{\"backoffLimit\":0}"));
      } catch (IOException impossible) {
        throw new AssertionError(impossible);
      }
    }

    private JsonNode anything() {
      ObjectNode object = JSON.objectNode().put("x", random.nextInt(9));
      object.putObject("y").putArray("z").add(true).add("t");
      return object;
    }
  }
}
