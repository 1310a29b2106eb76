package dev.serin.delivery.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a description into manifests, purely: the same input gives the same manifests.
 *
 * <ol>
 *   <li>Two Services, {@code NAME-stable} and {@code NAME-canary}; the deploy agent adds the hash
 *       of the version to their selectors.
 *   <li>With a route: an HTTPRoute whose one rule has both as backends, all weight on stable.
 *       Without one: a Service {@code NAME} over the pods of both versions.
 *   <li>An AnalysisTemplate that compares the canary's errors with those of the stable version.
 *   <li>The Rollout, last, so that all it refers to is there when it is applied in this order.
 * </ol>
 */
public final class Renderer {
  private Renderer() {}

  /**
   * Renders one service.
   *
   * @param image its image by digest
   * @throws UserError if the environment has no canary policy of the name that it asks for
   */
  public static List<Manifest> render(
      ServiceDescription description, String image, Environment environment) {
    List<ObjectNode> objects = new ArrayList<>();
    objects.add(service(description, "-stable", environment));
    objects.add(service(description, "-canary", environment));
    if (description.deploy().route().isPresent()) {
      objects.add(route(description, description.deploy().route().get(), environment));
    } else {
      objects.add(service(description, "", environment));
    }
    objects.add(AnalysisTemplate.render(description, environment));
    objects.add(RolloutManifest.render(description, image, environment));
    return objects.stream().map(Manifest::of).toList();
  }

  /** An object with its metadata; the specification is empty. */
  static ObjectNode object(
      String apiVersion,
      String kind,
      String name,
      ServiceDescription description,
      Environment environment) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name);
    metadata.put("namespace", environment.namespace());
    metadata
        .putObject("labels")
        .put(Labels.NAME, description.service())
        .put(Labels.PART_OF, environment.system())
        .put(Labels.MANAGED_BY, "serin");
    description
        .owner()
        .ifPresent(owner -> metadata.putObject("annotations").put(Labels.OWNER, owner));
    object.putObject("spec");
    return object;
  }

  /** The specification of an object made by {@link #object}. */
  static ObjectNode specification(ObjectNode object) {
    return object.withObject("spec");
  }

  private static ObjectNode service(
      ServiceDescription description, String suffix, Environment environment) {
    ObjectNode service =
        object("v1", "Service", description.service() + suffix, description, environment);
    ObjectNode specification = specification(service);
    specification.putObject("selector").put(Labels.NAME, description.service());
    specification
        .putArray("ports")
        .addObject()
        .put("name", Ports.NAME)
        .put("port", Ports.SERVICE)
        .put("targetPort", description.image().port());
    return service;
  }

  private static ObjectNode route(
      ServiceDescription description, Route route, Environment environment) {
    ObjectNode object =
        object(
            "gateway.networking.k8s.io/v1",
            "HTTPRoute",
            description.service(),
            description,
            environment);
    ObjectNode specification = specification(object);
    ObjectNode parent =
        specification.putArray("parentRefs").addObject().put("name", environment.gateway());
    environment.gatewayNamespace().ifPresent(namespace -> parent.put("namespace", namespace));
    route
        .host()
        .or(environment::host)
        .ifPresent(host -> specification.putArray("hostnames").add(host));
    ObjectNode rule = specification.putArray("rules").addObject();
    rule.putArray("matches")
        .addObject()
        .putObject("path")
        .put("type", "PathPrefix")
        .put("value", route.path());
    rule.putArray("backendRefs")
        .add(backend(description.service() + "-stable", 100))
        .add(backend(description.service() + "-canary", 0));
    return object;
  }

  private static ObjectNode backend(String service, int weight) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", service)
        .put("port", Ports.SERVICE)
        .put("weight", weight);
  }
}
