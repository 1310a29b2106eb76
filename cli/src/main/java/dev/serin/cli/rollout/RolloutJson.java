package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.RolloutState;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.cli.output.Json;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Objects;

/** Rollouts for scripts: docs/schemas/rollouts.schema.json. */
final class RolloutJson {
  private RolloutJson() {}

  static ObjectNode list(List<Rollout> rollouts) {
    ObjectNode document = Json.document("RolloutList");
    ArrayNode items = document.putArray("rollouts");
    rollouts.forEach(rollout -> fill(items.addObject(), rollout));
    return document;
  }

  static ObjectNode one(Rollout rollout) {
    ObjectNode document = Json.document("Rollout");
    fill(document, rollout);
    return document;
  }

  static ObjectNode family(RolloutFamily family) {
    ObjectNode document = one(family.rollout());
    RolloutStatus status = RolloutStatus.of(family.rollout());
    ArrayNode versions = document.putArray("versions");
    for (ReplicaSet set : family.replicaSets()) {
      String hash = Revisions.hash(set);
      ObjectNode version =
          versions.addObject().put("revision", Revisions.of(set)).put("hash", hash);
      version.put("stable", hash.equals(status.stableRS()));
      version.put("current", hash.equals(status.currentPodHash()));
      version.put("replicas", Objects.requireNonNullElse(set.getSpec().getReplicas(), 0));
      ArrayNode images = version.putArray("images");
      set.getSpec()
          .getTemplate()
          .getSpec()
          .getContainers()
          .forEach(each -> images.add(each.getImage()));
      ArrayNode pods = version.putArray("pods");
      for (Pod pod : family.pods()) {
        if (Revisions.hash(pod).equals(hash)) {
          pods.addObject()
              .put("name", pod.getMetadata().getName())
              .put("state", PodText.state(pod));
        }
      }
      ArrayNode analyses = version.putArray("analyses");
      for (AnalysisRun run : family.runs()) {
        if (Revisions.hash(run).equals(hash)) {
          analyses
              .addObject()
              .put("name", run.getMetadata().getName())
              .put(
                  "phase",
                  run.getStatus() == null || run.getStatus().phase() == null
                      ? "Pending"
                      : run.getStatus().phase().wireName())
              .put("message", run.getStatus() == null ? null : run.getStatus().message());
        }
      }
    }
    return document;
  }

  private static void fill(ObjectNode node, Rollout rollout) {
    RolloutState state = RolloutState.of(rollout);
    RolloutStatus status = RolloutStatus.of(rollout);
    node.put("namespace", rollout.getMetadata().getNamespace())
        .put("name", rollout.getMetadata().getName())
        .put("phase", state.phase().wireName())
        .put("message", state.message())
        .put("step", Objects.requireNonNullElse(status.currentStepIndex(), 0))
        .put("steps", CanaryStrategy.stepsOf(rollout).size())
        .put("canaryWeight", status.canaryWeight().orElse(null))
        .put("replicas", Objects.requireNonNullElse(status.replicas(), 0))
        .put("available", Objects.requireNonNullElse(status.availableReplicas(), 0))
        .put("stable", status.stableRS())
        .put("current", status.currentPodHash());
  }
}
