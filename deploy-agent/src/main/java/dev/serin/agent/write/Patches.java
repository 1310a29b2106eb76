package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.MergePatch;
import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Action;
import dev.serin.rollout.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The smallest patches that carry out decisions. Each is empty when the object is as it should be.
 *
 * <p>Merge patches name only fields that the agent owns, so that nobody else's change can be lost.
 * Where a field is inside a list, which a merge patch could only replace whole, a JSON patch sets
 * just that field, on condition that the object has not changed since it was read.
 */
final class Patches {
  private Patches() {}

  /** Selector and annotation of a Service that shall select one version's pods. */
  static Optional<ObjectNode> service(Service service, String podTemplateHash, String managedBy) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    if (!managedBy.equals(value(service.getMetadata().getAnnotations(), ArgoNames.MANAGED_BY))) {
      patch.withObject("/metadata").withObject("/annotations").put(ArgoNames.MANAGED_BY, managedBy);
    }
    Map<String, String> selector = service.getSpec().getSelector();
    if (!podTemplateHash.equals(value(selector, ArgoNames.POD_TEMPLATE_HASH))) {
      patch
          .withObject("/spec")
          .withObject("/selector")
          .put(ArgoNames.POD_TEMPLATE_HASH, podTemplateHash);
    }
    return nonEmpty(patch);
  }

  /**
   * Takes a version's label out of a Service's selector, and the mark of its Rollout away.
   *
   * <p>It is for the Service as it was observed only: a Rollout that has pointed it anew meanwhile
   * keeps it.
   */
  static ObjectNode release(Service service) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.withObject("/metadata");
    metadata.put("resourceVersion", service.getMetadata().getResourceVersion());
    metadata.withObject("/annotations").putNull(ArgoNames.MANAGED_BY);
    patch.withObject("/spec").withObject("/selector").putNull(ArgoNames.POD_TEMPLATE_HASH);
    return patch;
  }

  /**
   * The condition InvalidSpec for the status of a Rollout of which nothing else can be told.
   *
   * @param rollout as the API server sent it; what is in its status stays, whatever it is
   */
  static Optional<ObjectNode> rejection(
      JsonNode rollout, String reason, String message, Instant now) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode known : rollout.path("status").path("conditions")) {
      if (!known.path("type").asText().equals(Conditions.INVALID_SPEC)) {
        conditions.add(known);
      } else if (known.path("message").asText().equals(message)) {
        return Optional.empty();
      }
    }
    conditions
        .addObject()
        .put("type", Conditions.INVALID_SPEC)
        .put("status", "True")
        .put("reason", reason)
        .put("message", message)
        .put("lastUpdateTime", WireTime.format(now))
        .put("lastTransitionTime", WireTime.format(now));
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .withObject("/metadata")
        .put("resourceVersion", rollout.path("metadata").path("resourceVersion").asText());
    ObjectNode status = patch.withObject("/status");
    status.set("conditions", conditions);
    status.put("phase", RolloutPhase.DEGRADED.wireName());
    status.put("message", reason + ": " + message);
    return Optional.of(patch);
  }

  /** Number of pods of a ReplicaSet, and the Rollout's own number for those who look. */
  static Optional<ObjectNode> scale(ReplicaSet replicaSet, int replicas, int desiredReplicas) {
    ObjectNode patch =
        annotations(
            replicaSet, Map.of(ArgoNames.DESIRED_REPLICAS, Integer.toString(desiredReplicas)));
    Integer now = replicaSet.getSpec().getReplicas();
    if (now == null || now != replicas) {
      patch.withObject("/spec").put("replicas", replicas);
    }
    return nonEmpty(patch);
  }

  /** When a ReplicaSet's pods go. */
  static Optional<ObjectNode> scaleDownDeadline(ReplicaSet replicaSet, Optional<Instant> deadline) {
    if (deadline.isPresent()) {
      String text = WireTime.format(deadline.get());
      return nonEmpty(annotations(replicaSet, Map.of(ArgoNames.SCALE_DOWN_DEADLINE, text)));
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    if (replicaSet.getMetadata().getAnnotations().containsKey(ArgoNames.SCALE_DOWN_DEADLINE)) {
      patch
          .withObject("/metadata")
          .withObject("/annotations")
          .putNull(ArgoNames.SCALE_DOWN_DEADLINE);
    }
    return nonEmpty(patch);
  }

  /** Which revision a ReplicaSet is, and was before. */
  static Optional<ObjectNode> revision(ReplicaSet replicaSet, int revision, String history) {
    String number = Integer.toString(revision);
    return nonEmpty(
        annotations(
            replicaSet,
            history.isEmpty()
                ? Map.of(ArgoNames.REVISION, number)
                : Map.of(ArgoNames.REVISION, number, ArgoNames.REVISION_HISTORY, history)));
  }

  /** Metadata that a ReplicaSet's pods have for a while. */
  static ObjectNode ephemeral(Action.SetEphemeralMetadata set) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    set.remembered()
        .ifPresentOrElse(
            text -> own(patch).put(ArgoNames.EPHEMERAL_METADATA, text),
            () -> own(patch).putNull(ArgoNames.EPHEMERAL_METADATA));
    PodWriter.put(patch.withObject("/spec/template/metadata/labels"), set.labels());
    PodWriter.put(patch.withObject("/spec/template/metadata/annotations"), set.annotations());
    return patch;
  }

  private static ObjectNode own(ObjectNode patch) {
    return patch.withObject("/metadata/annotations");
  }

  /** Seconds a pod has to be ready until it is available. */
  static ObjectNode minReadySeconds(int seconds) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("minReadySeconds", seconds);
    return patch;
  }

  /** Number of pods that a Rollout wants. */
  static ObjectNode replicas(int replicas) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", replicas);
    return patch;
  }

  /** Makes somebody the controller of an object that has none; refused if it has one meanwhile. */
  static ObjectNode adopt(HasMetadata object, OwnerReference owner, KubernetesSerialization json) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .withObject("/metadata")
        .put("resourceVersion", object.getMetadata().getResourceVersion())
        .putArray("ownerReferences")
        .add(json.convertValue(owner, JsonNode.class));
    return patch;
  }

  /** Asks an AnalysisRun to end. */
  static ObjectNode terminate() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.withObject("/spec").put("terminate", true);
    return patch;
  }

  /** The annotations that are not yet as they should be. */
  static ObjectNode annotations(HasMetadata object, Map<String, String> wanted) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    Map<String, String> known = object.getMetadata().getAnnotations();
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(value(known, name))) {
            patch.withObject("/metadata").withObject("/annotations").put(name, value);
          }
        });
    return patch;
  }

  /**
   * What changed in a status, guarded.
   *
   * @param resourceVersion the object as it was observed; the API server refuses the patch if it
   *     has changed since, so that an operator's wish that came meanwhile is seen before it is
   *     overwritten
   */
  static Optional<ObjectNode> status(JsonNode before, JsonNode after, String resourceVersion) {
    return MergePatch.between(before, after)
        .map(
            change -> {
              ObjectNode patch = JsonNodeFactory.instance.objectNode();
              patch.withObject("/metadata").put("resourceVersion", resourceVersion);
              patch.set("status", change);
              return patch;
            });
  }

  /**
   * A JSON patch with nothing but the differences of two versions of an object. It also sets the
   * resource version to the one that was read, which makes the API server refuse it with 409 when
   * that is no longer the newest.
   *
   * @param resourceVersion the version that {@code before} is
   */
  static Optional<ArrayNode> difference(JsonNode before, JsonNode after, String resourceVersion) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    JsonDifference.addTo(patch, before, after);
    if (patch.isEmpty()) {
      return Optional.empty();
    }
    patch
        .insertObject(0)
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", resourceVersion);
    return Optional.of(patch);
  }

  static Optional<ObjectNode> nonEmpty(ObjectNode patch) {
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }

  private static String value(@Nullable Map<String, String> known, String name) {
    return known == null ? "" : known.getOrDefault(name, "");
  }
}
