package dev.serin.rollout.replicas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares pod templates as the API server would: a Rollout's template is stored as written, a
 * ReplicaSet's with defaults filled in. The canonical form has neither defaults, nor empty objects,
 * nor the label that names the version; its fields are sorted, so that the same template has the
 * same text.
 */
final class PodTemplates {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields whose default means the same wherever they stand in a pod template. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("restartPolicy", "\"Always\""),
          Map.entry("dnsPolicy", "\"ClusterFirst\""),
          Map.entry("schedulerName", "\"default-scheduler\""),
          Map.entry("terminationGracePeriodSeconds", "30"),
          Map.entry("terminationMessagePath", "\"/dev/termination-log\""),
          Map.entry("terminationMessagePolicy", "\"File\""),
          Map.entry("imagePullPolicy", "\"IfNotPresent\""),
          Map.entry("protocol", "\"TCP\""),
          Map.entry("scheme", "\"HTTP\""),
          Map.entry("timeoutSeconds", "1"),
          Map.entry("periodSeconds", "10"),
          Map.entry("successThreshold", "1"),
          Map.entry("failureThreshold", "3"),
          Map.entry("defaultMode", "420"),
          Map.entry("apiVersion", "\"v1\""),
          Map.entry("enableServiceLinks", "true"));

  private PodTemplates() {}

  static boolean same(PodTemplateSpec one, PodTemplateSpec other) {
    return canonical(one).equals(canonical(other));
  }

  /** Whether a ReplicaSet was made from a template: but for what controllers put into it later. */
  static boolean madeFrom(ReplicaSet set, PodTemplateSpec template) {
    PodTemplateSpec own = new PodTemplateSpecBuilder(set.getSpec().getTemplate()).build();
    PodTemplateSpec wanted = new PodTemplateSpecBuilder(template).build();
    AntiAffinities.remove(own);
    AntiAffinities.remove(wanted);
    String text = ReplicaSets.annotation(set, ArgoNames.EPHEMERAL_METADATA);
    if (!text.isEmpty() && own.getMetadata() != null) {
      try {
        JsonNode put = JSON.readTree(text);
        forget(put.path("labels"), own.getMetadata().getLabels());
        forget(put.path("annotations"), own.getMetadata().getAnnotations());
      } catch (JsonProcessingException unreadable) {
        // Somebody else has written it: then nothing was put in by it.
        return same(own, wanted);
      }
    }
    return same(own, wanted);
  }

  private static void forget(JsonNode put, @Nullable Map<String, String> map) {
    if (map != null) {
      put.fieldNames().forEachRemaining(map::remove);
    }
  }

  static JsonNode canonical(PodTemplateSpec template) {
    ObjectNode node = JSON.valueToTree(template);
    if (node.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("creationTimestamp");
      if (metadata.path("labels") instanceof ObjectNode labels) {
        labels.remove(ArgoNames.POD_TEMPLATE_HASH);
      }
    }
    if (node.path("spec") instanceof ObjectNode spec) {
      // Since Kubernetes 1.0 an alias of serviceAccountName, filled in by the API server.
      spec.remove("serviceAccount");
    }
    return strip(node);
  }

  private static JsonNode strip(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> result.add(strip(element)));
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = strip(field.getValue());
              boolean empty = value.isNull() || (value.isObject() && value.isEmpty());
              String standard = DEFAULTS.get(field.getKey());
              boolean isStandard = standard != null && value.toString().equals(standard);
              // An empty object says something where it chooses a kind, as in "emptyDir: {}".
              boolean choice = field.getKey().endsWith("Dir");
              if (!isStandard && (!empty || choice)) {
                sorted.put(field.getKey(), value);
              }
            });
    return new ObjectNode(JsonNodeFactory.instance, sorted);
  }
}
