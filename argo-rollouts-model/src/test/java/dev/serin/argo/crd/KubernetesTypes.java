package dev.serin.argo.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes Kubernetes' own types out of the OpenAPI document that an API server publishes.
 *
 * <ol>
 *   <li>Begin with the types that our kinds use; go on with every type that one of them names.
 *   <li>Keep what is said about shape: types, fields, required fields, how lists and maps are
 *       merged. Descriptions go (they make a CRD too large for {@code kubectl apply}), and so do
 *       enumerations: the schema in a CRD must not refuse what a later Kubernetes allows.
 *   <li>Defaults go too, or they would be written into everybody's templates; except for the keys
 *       of lists that are merged by key, which must not be missing.
 *   <li>Quantities become any value, since people write {@code cpu: 0.5}; so do volumes and
 *       resources, as in Argo Rollouts' CRDs. Of the metadata of a template, labels and annotations
 *       remain.
 * </ol>
 */
final class KubernetesTypes {

  private static final String PREFIX = "#/components/schemas/";
  private static final Set<String> KEPT =
      Set.of(
          "type",
          "format",
          "required",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");
  private static final Set<String> ANY =
      Set.of("PodSpec.volumes", "ResourceRequirements.limits", "ResourceRequirements.requests");

  private final JsonNode schemas;
  private final TreeMap<String, ObjectNode> types = new TreeMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();

  /**
   * Reads a document.
   *
   * @param openApi the answer to {@code GET /openapi/v3/apis/batch/v1}
   */
  KubernetesTypes(JsonNode openApi) {
    this.schemas = openApi.path("components").path("schemas");
  }

  /**
   * The types and all that they need, by the last part of their names.
   *
   * @param roots full names
   */
  ObjectNode reachableFrom(List<String> roots) {
    waiting.addAll(roots);
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      if (!types.containsKey(simple(name))) {
        JsonNode schema = schemas.path(name);
        if (schema.isMissingNode()) {
          throw new IllegalArgumentException("the OpenAPI document has no type " + name);
        }
        types.put(simple(name), convert(schema, simple(name), keysOf(name)));
      }
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    types.forEach(all::set);
    return all;
  }

  private ObjectNode convert(JsonNode schema, String path, Set<String> keys) {
    if (ANY.contains(path)) {
      return any();
    }
    String reference = reference(schema);
    if (!reference.isEmpty()) {
      return referenced(reference);
    }
    ObjectNode converted = JsonNodeFactory.instance.objectNode();
    schema
        .properties()
        .forEach(
            keyword -> {
              if (KEPT.contains(keyword.getKey())) {
                converted.set(keyword.getKey(), keyword.getValue());
              }
            });
    if (schema.has("items")) {
      converted.set("items", convert(schema.get("items"), path + "[]", Set.of()));
    }
    if (schema.path("additionalProperties").isObject()) {
      converted.set(
          "additionalProperties", convert(schema.get("additionalProperties"), path, Set.of()));
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              ObjectNode field =
                  convert(property.getValue(), path + "." + property.getKey(), Set.of());
              if (keys.contains(property.getKey()) && !required(schema, property.getKey())) {
                field.set("default", property.getValue().path("default"));
              }
              converted.withObject("/properties").set(property.getKey(), field);
            });
    return converted;
  }

  private ObjectNode referenced(String name) {
    return switch (simple(name)) {
      case "Quantity" -> any();
      case "IntOrString" -> Schemas.intOrString();
      case "Time", "MicroTime" -> Schemas.scalar("string", "date-time");
      case "ObjectMeta" -> metadata();
      default -> {
        waiting.add(name);
        yield JsonNodeFactory.instance.objectNode().put("$ref", simple(name));
      }
    };
  }

  /** The keys by which lists of a type are merged, wherever there are such lists. */
  private Set<String> keysOf(String type) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode owner : schemas) {
      for (JsonNode property : owner.path("properties")) {
        if (reference(property.path("items")).equals(type)) {
          property.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        }
      }
    }
    return keys;
  }

  private static ObjectNode any() {
    return JsonNodeFactory.instance.objectNode().put(Schemas.PRESERVE, true);
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = Schemas.scalar("object", "");
    for (String field : List.of("annotations", "labels")) {
      ObjectNode map = metadata.withObject("/properties").putObject(field).put("type", "object");
      map.putObject("additionalProperties").put("type", "string");
    }
    return metadata;
  }

  private static boolean required(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asText().equals(property)) {
        return true;
      }
    }
    return false;
  }

  /** The full name that a schema refers to; empty when it is a schema of its own. */
  private static String reference(JsonNode schema) {
    JsonNode holder = schema.path("allOf").size() == 1 ? schema.path("allOf").get(0) : schema;
    String reference = holder.path("$ref").asText();
    return reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : "";
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
