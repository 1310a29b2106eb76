package dev.serin.argo.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of the Java types is in the CRDs with the same type, and the other way round. */
class ModelMatchesCrdsTest {

  /**
   * Fields on purpose in one of the two only: Java has one type for arguments, while upstream's
   * CRDs keep different sources in Rollouts and in the other kinds.
   */
  private static final List<String> ON_PURPOSE =
      List.of(
          ".args[].valueFrom.podTemplateHashValue: only in Java",
          ".args[].valueFrom.secretKeyRef: only in Java",
          ".steps[].analysis.startingStep: only in Java",
          ".prePromotionAnalysis.startingStep: only in Java",
          ".postPromotionAnalysis.startingStep: only in Java");

  @ParameterizedTest
  @ValueSource(
      classes = {
        Rollout.class,
        AnalysisTemplate.class,
        ClusterAnalysisTemplate.class,
        AnalysisRun.class,
        Experiment.class
      })
  void haveTheSameFields(Class<? extends HasMetadata> kind) throws Exception {
    JsonNode crd =
        CrdSources.YAML.readTree(
            CrdSources.crds()
                .get(
                    Path.of(
                        "src/main/resources/crds",
                        HasMetadata.getPlural(kind) + ".argoproj.io.yaml")));
    JsonNode root = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties");
    Type[] types = parameters(kind);
    List<String> differences = new ArrayList<>();
    compare("spec", types[0], root.get("spec"), differences);
    if (root.has("status")) {
      compare("status", types[1], root.get("status"), differences);
    }
    differences.removeIf(
        difference -> ON_PURPOSE.stream().anyMatch(known -> difference.endsWith(known)));
    assertEquals(List.of(), differences);
  }

  private static Type[] parameters(Class<?> kind) {
    ParameterizedType resource = (ParameterizedType) kind.getGenericSuperclass();
    assertEquals(CustomResource.class, resource.getRawType());
    return resource.getActualTypeArguments();
  }

  private static void compare(String path, Type type, JsonNode schema, List<String> differences) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      same(path, "array", schema, differences);
      compare(path + "[]", generic.getActualTypeArguments()[0], schema.path("items"), differences);
    } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      same(path, "object", schema, differences);
      if (schema.path("additionalProperties").isObject()) {
        Type value = generic.getActualTypeArguments()[1];
        compare(path + "{}", value, schema.get("additionalProperties"), differences);
      }
    } else if (type instanceof Class<?> single && single.isRecord()) {
      record(path, single, schema, differences);
    } else if (type instanceof Class<?> single) {
      scalar(path, single, schema, differences);
    }
  }

  private static void record(
      String path, Class<?> type, JsonNode schema, List<String> differences) {
    same(path, "object", schema, differences);
    Set<String> fields = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(fields::add);
    boolean open = schema.path(Schemas.PRESERVE).asBoolean();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonAnySetter.class)
          || component.getName().equals("unknown")) {
        continue;
      }
      String name = name(component);
      if (fields.remove(name)) {
        compare(
            path + "." + name,
            component.getGenericType(),
            schema.path("properties").path(name),
            differences);
      } else if (!open) {
        differences.add(path + "." + name + ": only in Java");
      }
    }
    fields.forEach(name -> differences.add(path + "." + name + ": only in the CRD"));
  }

  private static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? component.getName() : property.value();
  }

  private static void scalar(
      String path, Class<?> type, JsonNode schema, List<String> differences) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      same(path, "integer", schema, differences);
    } else if (type == Boolean.class || type == boolean.class) {
      same(path, "boolean", schema, differences);
    } else if (type == String.class || type == Instant.class || type.isEnum()) {
      same(path, "string", schema, differences);
    } else if (type == IntOrString.class) {
      if (!schema.path("x-kubernetes-int-or-string").asBoolean()) {
        differences.add(
            path + ": " + schema.path("type").asText() + " in the CRD, int-or-string in Java");
      }
    }
  }

  private static void same(String path, String type, JsonNode schema, List<String> differences) {
    String inCrd = schema.path("type").asText();
    if (!inCrd.equals(type)) {
      differences.add(path + ": " + inCrd + " in the CRD, " + type + " in Java");
    }
  }
}
