package dev.serin.delivery.render;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One Kubernetes object.
 *
 * @param kind such as {@code Rollout}
 * @param name of the object
 * @param content the whole object
 */
public record Manifest(String kind, String name, ObjectNode content) {
  static Manifest of(ObjectNode content) {
    return new Manifest(
        content.path("kind").asText(), content.path("metadata").path("name").asText(), content);
  }
}
