package dev.serin.argo.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pieces of structural schemas. */
final class Schemas {

  static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  private Schemas() {}

  /** A type, with a format unless that is empty. */
  static ObjectNode scalar(String type, String format) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", type);
    return format.isEmpty() ? schema : schema.put("format", format);
  }

  static ObjectNode intOrString() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.withArray("/anyOf").addObject().put("type", "integer");
    schema.withArray("/anyOf").addObject().put("type", "string");
    return schema.put("x-kubernetes-int-or-string", true);
  }
}
