package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Refuses objects that no typed client could read: one of them in a list would take the whole list
 * from every controller, for good. A real API server has schemas for that; here the metadata of all
 * objects, and all of the types that Kubernetes and the Gateway API define, must fit their classes.
 */
final class Shapes {
  private static final KubernetesSerialization TYPED = new KubernetesSerialization();
  private static final String GATEWAY_API = "gateway.networking.k8s.io";

  private Shapes() {}

  /** Answers 400 when the object does not have the shape of its type. */
  static void require(ResourceType type, ObjectNode object) {
    try {
      ObjectMeta unused = TYPED.convertValue(object.path("metadata"), ObjectMeta.class);
      if (!type.custom() || type.group().equals(GATEWAY_API)) {
        requireNoHoles(object, "");
        Object unusedObject = TYPED.unmarshal(object.toString());
      }
    } catch (RuntimeException misfit) {
      if (misfit instanceof ApiException) {
        throw misfit;
      }
      Throwable cause = misfit.getCause() == null ? misfit : misfit.getCause();
      String message = String.valueOf(cause.getMessage());
      throw ApiException.badRequest(
          "the object is no " + type.kind() + ": " + message.lines().findFirst().orElse(message));
    }
  }

  private static void requireNoHoles(JsonNode node, String path) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        if (node.get(i).isNull()) {
          throw ApiException.badRequest(path + "[" + i + "] is null");
        }
        requireNoHoles(node.get(i), path + "[" + i + "]");
      }
    }
    node.properties()
        .forEach(field -> requireNoHoles(field.getValue(), path + "." + field.getKey()));
  }
}
