package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Reads Ingresses. */
final class Ingresses {
  private static final String API_VERSION = "networking.k8s.io/v1";
  private static final String KIND = "Ingress";

  private Ingresses() {}

  static RouteReference reference(String namespace, String name) {
    return new RouteReference(API_VERSION, KIND, namespace, name);
  }

  /** The Ingresses of a field for one and a field for several. */
  static List<RouteReference> named(RouterSettings settings, String one, String several) {
    return Stream.concat(
            Stream.of(settings.text(one)), Trees.texts(settings.own().path(several)).stream())
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(name -> reference(settings.owner().namespace(), name))
        .toList();
  }

  static ObjectNode empty(RouteReference reference) {
    ObjectNode object =
        Trees.object().put("apiVersion", reference.apiVersion()).put("kind", reference.kind());
    object
        .putObject("metadata")
        .put("name", reference.name())
        .put("namespace", reference.namespace());
    return object;
  }

  static List<ObjectNode> paths(JsonNode rule) {
    return Trees.objects(rule.path("http").path("paths"));
  }

  static String service(JsonNode path) {
    return Trees.text(path.path("backend").path("service"), "name");
  }

  /** Whether a rule sends anything to a Service. */
  static boolean uses(JsonNode ingress, String service) {
    return Trees.objects(ingress.path("spec").path("rules")).stream()
        .flatMap(rule -> paths(rule).stream())
        .anyMatch(path -> service(path).equals(service));
  }
}
