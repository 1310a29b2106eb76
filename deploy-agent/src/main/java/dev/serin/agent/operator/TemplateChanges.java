package dev.serin.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.operator.ImagePatch;
import dev.serin.argo.operator.OperatorException;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.Undo;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.WorkloadReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Changes the pod template of a Rollout where it is: in the Rollout itself, or in what its
 * workloadRef names.
 */
final class TemplateChanges {

  /** A patch of an object whose pod template is at a place. */
  private interface Change {
    JsonNode patch(String pointer, JsonNode object);
  }

  private final KubernetesClient client;
  private final PatchSender sender;

  TemplateChanges(KubernetesClient client, PatchSender sender) {
    this.client = client;
    this.sender = sender;
  }

  /** The template of an earlier revision; of the one before when none is named. */
  List<String> undo(Rollout rollout, OptionalInt revision) {
    ReplicaSet earlier = Undo.earlier(replicaSets(rollout), revision);
    String asked = "asked to go back to revision " + Revisions.of(earlier);
    return change(rollout, asked, (pointer, object) -> Undo.patch(earlier, pointer));
  }

  /** Other images, by container. */
  List<String> images(Rollout rollout, Map<String, String> images) {
    return change(
        rollout,
        "images set",
        (pointer, object) ->
            ImagePatch.of(object.at(pointer + "/spec"), pointer + "/spec", images));
  }

  private List<String> change(Rollout rollout, String asked, Change change) {
    RolloutSpec spec = rollout.getSpec();
    WorkloadReference workload = spec == null ? null : spec.workloadRef();
    String pointer = ImagePatch.templatePointer(workload);
    if (workload == null) {
      JsonNode patch = change.patch(pointer, tree(rollout));
      sender.send(rollout, new OperatorPatch(Part.SPEC, patch, asked));
      return List.of(asked);
    }
    JsonNode patch = change.patch(pointer, tree(workload(rollout, workload)));
    sender.send(rollout, workload, patch);
    return List.of(workload.kind() + " " + workload.name() + ": " + asked);
  }

  private GenericKubernetesResource workload(Rollout rollout, WorkloadReference workload) {
    String version = workload.apiVersion() == null ? "apps/v1" : workload.apiVersion();
    GenericKubernetesResource object =
        client
            .genericKubernetesResources(version, String.valueOf(workload.kind()))
            .inNamespace(rollout.getMetadata().getNamespace())
            .withName(String.valueOf(workload.name()))
            .get();
    if (object == null) {
      throw new OperatorException(
          "spec.workloadRef names %s '%s', which is absent"
              .formatted(workload.kind(), workload.name()));
    }
    return object;
  }

  private List<ReplicaSet> replicaSets(Rollout rollout) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(rollout.getMetadata().getNamespace())
        .withLabelSelector(rollout.getSpec().selector())
        .list()
        .getItems()
        .stream()
        .filter(set -> controlled(set, rollout))
        .toList();
  }

  private static boolean controlled(HasMetadata object, Rollout rollout) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> rollout.getMetadata().getUid().equals(owner.getUid()));
  }

  private JsonNode tree(@Nullable Object object) {
    return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
  }
}
