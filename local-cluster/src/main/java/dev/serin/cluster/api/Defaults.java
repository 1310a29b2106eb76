package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The few defaults of Kubernetes that Serin relies on; a real API server fills in many more. Pods
 * are also bound to the only node here, as there is no scheduler.
 */
final class Defaults {
  /** The name of the only node. */
  static final String NODE = "local-cluster";

  private Defaults() {}

  /** Fills in what a new or changed object leaves out. */
  static void fill(ResourceType type, ObjectNode object) {
    switch (type.qualifiedName()) {
      case "pods" -> {
        ObjectNode spec = object.withObjectProperty("spec");
        missing(spec, "nodeName", NODE);
        podSpec(spec);
      }
      case "replicasets.apps" -> {
        ObjectNode spec = object.withObjectProperty("spec");
        if (!spec.has("replicas")) {
          spec.put("replicas", 1);
        }
        if (spec.path("template").path("spec") instanceof ObjectNode podSpec) {
          podSpec(podSpec);
        }
      }
      case "services" -> {
        ObjectNode spec = object.withObjectProperty("spec");
        missing(spec, "type", "ClusterIP");
        for (JsonNode port : spec.path("ports")) {
          if (port instanceof ObjectNode node) {
            missing(node, "protocol", "TCP");
            if (!node.has("targetPort") && node.has("port")) {
              node.set("targetPort", node.get("port"));
            }
          }
        }
      }
      default -> {}
    }
  }

  private static void podSpec(ObjectNode spec) {
    missing(spec, "restartPolicy", "Always");
    if (!spec.has("terminationGracePeriodSeconds")) {
      spec.put("terminationGracePeriodSeconds", 30);
    }
  }

  private static void missing(ObjectNode node, String field, String value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }
}
