package dev.serin.agent.history;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A Rollout with its versions, as the cluster shows them at one moment after the other. */
final class Scene {

  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final List<ReplicaSet> replicaSets = new ArrayList<>();
  private final List<AnalysisRun> runs = new ArrayList<>();
  private int revision;
  private Instant now = START;
  private OptionalInt weight = OptionalInt.empty();
  private String status = "{}";

  /** A new version, of which a ReplicaSet exists. */
  Scene version(String hash, String image) {
    revision++;
    replicaSets.removeIf(set -> set.getMetadata().getName().equals("cart-" + hash));
    replicaSets.add(
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName("cart-" + hash)
            .addToLabels(ArgoNames.POD_TEMPLATE_HASH, hash)
            .addToAnnotations(ArgoNames.REVISION, Integer.toString(revision))
            .withCreationTimestamp(now.toString())
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("cart")
            .withImage(image)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build());
    return this;
  }

  Scene status(String json) {
    status = json;
    return this;
  }

  Scene weight(int canary) {
    weight = OptionalInt.of(canary);
    return this;
  }

  Scene run(String json) {
    runs.add(JSON.unmarshal(json, AnalysisRun.class));
    return this;
  }

  Scene later(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Instant now() {
    return now;
  }

  Rollout rollout(@Nullable Integer annotated) {
    Rollout rollout =
        JSON.unmarshal(
            """
            {"metadata":{"name":"cart","namespace":"shop","uid":"u-1","annotations":
              {"rollout.argoproj.io/revision":"%d"}},
             "spec":{"strategy":{"canary":{"steps":
              [{"setWeight":10},{"pause":{}},{"setWeight":50},{"pause":{"duration":60}}]}}}}
            """
                .formatted(annotated == null ? revision : annotated),
            Rollout.class);
    rollout.setStatus(JSON.unmarshal(status, RolloutStatus.class));
    return rollout;
  }

  List<Chapter> tell() {
    return Storyteller.tell(rollout(null), replicaSets, runs, weight, now);
  }

  /** What is told of the current revision. */
  Chapter current() {
    List<Chapter> chapters = tell();
    return chapters.get(chapters.size() - 1);
  }

  List<String> ids() {
    return current().facts().stream().map(Fact::id).toList();
  }

  List<Chapter> tellWhileAnnotated(int annotated) {
    return Storyteller.tell(rollout(annotated), replicaSets, runs, weight, now);
  }

  Fact fact(HistoryKind kind) {
    return tell().stream()
        .flatMap(chapter -> chapter.facts().stream())
        .filter(fact -> fact.kind() == kind)
        .reduce((earlier, later) -> later)
        .filter(Objects::nonNull)
        .orElseThrow();
  }
}
