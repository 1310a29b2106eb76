package dev.serin.cluster.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The name of a namespaced object of a known type.
 *
 * @param namespace its namespace
 * @param name its name there
 */
record ObjectName(String namespace, String name) {
  static ObjectName of(HasMetadata object) {
    return new ObjectName(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }
}
