package dev.serin.demo.place.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent's own manifests ({@code deploy-agent/install}), for one namespace, as its overlay
 * {@code namespaced} makes them.
 *
 * <ol>
 *   <li>Rights for the whole cluster become the same rights in the namespace.
 *   <li>The agent looks at its own namespace only.
 *   <li>Its history is gone with the namespace, so it needs no volume that outlives the pod.
 * </ol>
 */
final class AgentManifests {
  private static final List<String> FILES =
      List.of(
          "service-account.yaml",
          "cluster-role.yaml",
          "role.yaml",
          "service.yaml",
          "network-policy.yaml",
          "deployment.yaml");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Path folder;
  private final String namespace;

  /**
   * Manifests of a checkout.
   *
   * @param checkout its root
   * @param namespace where the agent is to run
   */
  AgentManifests(Path checkout, String namespace) {
    this.folder = checkout.resolve("deploy-agent").resolve("install").resolve("base");
    this.namespace = namespace;
  }

  /** All of them, in the order in which they are to be created. */
  List<HasMetadata> with(String image) throws IOException {
    List<HasMetadata> manifests = new ArrayList<>();
    for (String file : FILES) {
      List<JsonNode> documents =
          YAML.readerFor(JsonNode.class)
              .<JsonNode>readValues(folder.resolve(file).toFile())
              .readAll();
      for (JsonNode document : documents) {
        if (document instanceof ObjectNode object) {
          manifests.add(adapted(object, image));
        }
      }
    }
    return manifests;
  }

  private HasMetadata adapted(ObjectNode object, String image) {
    object.withObject("metadata").put("namespace", namespace);
    String kind = object.path("kind").asText();
    if (kind.startsWith("ClusterRole")) {
      object.put("kind", kind.substring("Cluster".length()));
    }
    if (object.path("roleRef") instanceof ObjectNode role) {
      role.put("kind", "Role");
    }
    for (JsonNode subject : object.path("subjects")) {
      ((ObjectNode) subject).put("namespace", namespace);
    }
    if (kind.equals("Deployment")) {
      adapt(object.withObject("spec").withObject("template").withObject("spec"), image);
    }
    return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
  }

  private static void adapt(ObjectNode pod, String image) {
    ObjectNode container = (ObjectNode) pod.path("containers").path(0);
    container.put("image", image);
    container
        .withArray("env")
        .addObject()
        .put("name", "SERIN_AGENT_NAMESPACES")
        .putObject("valueFrom")
        .putObject("fieldRef")
        .put("fieldPath", "metadata.namespace");
    for (JsonNode volume : pod.path("volumes")) {
      if (volume instanceof ObjectNode found && found.has("persistentVolumeClaim")) {
        found.remove("persistentVolumeClaim");
        found.putObject("emptyDir");
      }
    }
  }
}
