package dev.serin.argo.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Turns the short notation of {@code src/crds/argoproj.yaml}, which explains itself at its top,
 * into structural schemas. Types that are named are put in where they are used: CRDs know no
 * references.
 */
final class Shapes {

  private static final String LIST = "list of ";
  private static final String MAP = "map of ";
  private static final String KUBERNETES = "k8s ";
  private static final String IS = "is";

  private static final Map<String, ObjectNode> WORDS =
      Map.of(
          "string", Schemas.scalar("string", ""),
          "boolean", Schemas.scalar("boolean", ""),
          "int32", Schemas.scalar("integer", "int32"),
          "int64", Schemas.scalar("integer", "int64"),
          "time", Schemas.scalar("string", "date-time"),
          "int-or-string", Schemas.intOrString(),
          "any", JsonNodeFactory.instance.objectNode().put(Schemas.PRESERVE, true),
          "object", Schemas.scalar("object", "").put(Schemas.PRESERVE, true));

  private final JsonNode types;
  private final JsonNode kubernetesTypes;

  /**
   * A reader.
   *
   * @param types our own types, in the notation
   * @param kubernetesTypes Kubernetes' types, as schemas
   */
  Shapes(JsonNode types, JsonNode kubernetesTypes) {
    this.types = types;
    this.kubernetesTypes = kubernetesTypes;
  }

  /** The schema of a shape. */
  ObjectNode schema(JsonNode shape) {
    if (shape.isTextual()) {
      return named(shape.asText());
    }
    if (shape.has(IS)) {
      ObjectNode schema = schema(shape.get(IS));
      schema.setAll((ObjectNode) shape.deepCopy());
      schema.remove(IS);
      return schema;
    }
    ObjectNode schema = Schemas.scalar("object", "");
    shape
        .properties()
        .forEach(
            field -> {
              boolean required = field.getKey().endsWith("!");
              String name = field.getKey().replace("!", "");
              if (required) {
                schema.withArray("/required").add(name);
              }
              schema.withObject("/properties").set(name, schema(field.getValue()));
            });
    return schema;
  }

  private ObjectNode named(String name) {
    ObjectNode word = WORDS.get(name);
    if (word != null) {
      return word.deepCopy();
    }
    if (name.startsWith(LIST)) {
      ObjectNode list = Schemas.scalar("array", "");
      list.set("items", named(name.substring(LIST.length())));
      return list;
    }
    if (name.startsWith(MAP)) {
      ObjectNode map = Schemas.scalar("object", "");
      map.set("additionalProperties", named(name.substring(MAP.length())));
      return map;
    }
    if (name.startsWith(KUBERNETES)) {
      return resolved(known(kubernetesTypes, name.substring(KUBERNETES.length())));
    }
    return schema(known(types, name));
  }

  /** A copy of a schema with every reference replaced by what it refers to. */
  private ObjectNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(known(kubernetesTypes, schema.get("$ref").asText()));
    }
    ObjectNode copy = schema.deepCopy();
    for (String keyword : new String[] {"items", "additionalProperties"}) {
      if (copy.path(keyword).isObject()) {
        copy.set(keyword, resolved(copy.get(keyword)));
      }
    }
    copy.path("properties")
        .properties()
        .forEach(property -> property.setValue(resolved(property.getValue())));
    return copy;
  }

  private static JsonNode known(JsonNode all, String name) {
    if (!all.has(name)) {
      throw new IllegalArgumentException("no type " + name);
    }
    return all.get(name);
  }
}
