package dev.serin.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.api.ApiRequests.Sending;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.operator.ImagePatch;
import dev.serin.argo.operator.OperatorException;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.operator.OperatorPatches;
import dev.serin.argo.operator.Promotion;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.Undo;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.WorkloadReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of operators, on a Rollout as the API server has it at that moment: the same patches as
 * those of {@code serin rollout} and of Argo's kubectl plugin, so that whichever agent leads obeys.
 * They are a person's wish and no decision of the agent's, so they need no leave to write.
 *
 * <p>All verbs answer with what was asked for, in words; or with nothing if there is no such
 * Rollout. They throw {@link OperatorException} for what makes no sense as things are, and {@code
 * KubernetesClientException} when the API server refuses or cannot be reached.
 */
public final class Operators {

  private final KubernetesClient client;
  private final ApiRequests requests;
  private final Duration limit;

  /** Asks through a client. */
  public Operators(KubernetesClient client) {
    this.client = client;
    this.requests = new ApiRequests(client);
    this.limit = requests.usualLimit();
  }

  /** The Rollout as it is. */
  public Optional<Rollout> rollout(String namespace, String name) {
    return Optional.ofNullable(resource(namespace, name).get());
  }

  /** Lets it go on, so far. */
  public Optional<List<String>> promote(String namespace, String name, Promotion promotion) {
    return ask(namespace, name, rollout -> OperatorPatches.promote(rollout, promotion));
  }

  /** Takes it back to the stable version. */
  public Optional<List<String>> abort(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.abort()));
  }

  /** Tries an aborted version again. */
  public Optional<List<String>> retry(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.retry(rollout)));
  }

  /** Holds it. */
  public Optional<List<String>> pause(String namespace, String name) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.pause(rollout)));
  }

  /** Restarts all pods that are older than a time. */
  public Optional<List<String>> restart(String namespace, String name, Instant at) {
    return ask(namespace, name, rollout -> List.of(OperatorPatches.restart(at)));
  }

  /** Goes back to an earlier revision; the one before when none is named. */
  public Optional<List<String>> undo(String namespace, String name, OptionalInt revision) {
    return rollout(namespace, name)
        .map(
            rollout -> {
              ReplicaSet earlier = Undo.earlier(replicaSets(rollout), revision);
              String asked = "asked to go back to revision " + Revisions.of(earlier);
              return changeTemplate(
                  rollout, asked, (pointer, object) -> Undo.patch(earlier, pointer));
            });
  }

  /**
   * Gives containers other images.
   *
   * @param images images by container; {@code *} is all
   */
  public Optional<List<String>> setImages(
      String namespace, String name, Map<String, String> images) {
    return rollout(namespace, name)
        .map(
            rollout ->
                changeTemplate(
                    rollout,
                    "images set",
                    (pointer, object) ->
                        ImagePatch.of(object.at(pointer + "/spec"), pointer + "/spec", images)));
  }

  private interface TemplateChange {
    JsonNode patch(String pointer, JsonNode object);
  }

  /** Changes the pod template where it is: in the Rollout, or in what it refers to. */
  private List<String> changeTemplate(Rollout rollout, String asked, TemplateChange change) {
    RolloutSpec spec = rollout.getSpec();
    WorkloadReference workload = spec == null ? null : spec.workloadRef();
    String pointer = ImagePatch.templatePointer(workload);
    if (workload == null) {
      apply(rollout, new OperatorPatch(Part.SPEC, change.patch(pointer, tree(rollout)), asked));
      return List.of(asked);
    }
    Resource<GenericKubernetesResource> resource = workload(rollout, workload);
    GenericKubernetesResource object = resource.get();
    if (object == null) {
      throw new OperatorException(
          "spec.workloadRef names %s '%s', which is absent"
              .formatted(workload.kind(), workload.name()));
    }
    JsonNode patch = change.patch(pointer, tree(object));
    String kind = String.valueOf(workload.kind());
    send(
        "patching " + kind + " " + workload.name(),
        requests.send(
            "PATCH",
            "%s/namespaces/%s/%ss/%s"
                .formatted(
                    kind.equals("PodTemplate") ? "api/v1" : "apis/apps/v1",
                    rollout.getMetadata().getNamespace(),
                    kind.toLowerCase(Locale.ROOT),
                    workload.name()),
            contentType(patch),
            patch,
            Sending.within(limit)));
    return List.of(workload.kind() + " " + workload.name() + ": " + asked);
  }

  private Optional<List<String>> ask(
      String namespace, String name, Function<Rollout, List<OperatorPatch>> verb) {
    return rollout(namespace, name)
        .map(
            rollout -> {
              List<OperatorPatch> patches = verb.apply(rollout);
              patches.forEach(patch -> apply(rollout, patch));
              return patches.stream().map(OperatorPatch::asked).toList();
            });
  }

  private void apply(Rollout rollout, OperatorPatch patch) {
    ObjectKey key = ObjectKey.of(rollout);
    send(
        "patching Rollout " + key,
        requests.patch(
            Rollout.class,
            key,
            patch.part() == Part.STATUS ? "status" : null,
            contentType(patch.body()),
            patch.body(),
            Sending.within(limit)));
  }

  private void send(String what, CompletableFuture<HttpResponse<byte[]>> answer) {
    String unused = requests.await(what, answer, limit);
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

  private Resource<GenericKubernetesResource> workload(
      Rollout rollout, WorkloadReference workload) {
    String version = workload.apiVersion() == null ? "apps/v1" : workload.apiVersion();
    return client
        .genericKubernetesResources(version, String.valueOf(workload.kind()))
        .inNamespace(rollout.getMetadata().getNamespace())
        .withName(String.valueOf(workload.name()));
  }

  private Resource<Rollout> resource(String namespace, String name) {
    return client.resources(Rollout.class).inNamespace(namespace).withName(name);
  }

  private JsonNode tree(@Nullable Object object) {
    return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
  }

  private static String contentType(JsonNode body) {
    return body.isArray() ? "application/json-patch+json" : "application/merge-patch+json";
  }
}
