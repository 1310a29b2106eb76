package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The requests to the API server; every failure becomes one message that says what to do. */
final class RolloutCluster implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;
  private final String address;

  RolloutCluster(KubernetesClient client, String namespace, String address) {
    this.client = client;
    this.namespace = namespace;
    this.address = address;
  }

  String namespace() {
    return namespace;
  }

  /** The Rollouts of the namespace or of all, by namespace and name. */
  List<Rollout> rollouts(boolean everywhere) {
    return ask(
        () ->
            (everywhere
                    ? client.resources(Rollout.class).inAnyNamespace().list()
                    : client.resources(Rollout.class).inNamespace(namespace).list())
                .getItems().stream()
                    .sorted(
                        Comparator.comparing((Rollout each) -> each.getMetadata().getNamespace())
                            .thenComparing(each -> each.getMetadata().getName()))
                    .toList());
  }

  Set<String> imagesInUse() {
    return ask(() -> new ImagesInUse(client).names());
  }

  /** One Rollout, which must be there. */
  Rollout rollout(String name) {
    Rollout rollout = ask(() -> resource(name).get());
    if (rollout == null) {
      Set<String> names =
          rollouts(false).stream()
              .map(each -> each.getMetadata().getName())
              .collect(Collectors.toSet());
      throw new UserError(
          "no Rollout '"
              + name
              + "' in namespace '"
              + namespace
              + "'"
              + Suggestion.phrase(name, names)
              + "; 'serin rollout list -A' shows those of all namespaces");
    }
    return rollout;
  }

  /** A Rollout with its versions, pods and runs. */
  RolloutFamily family(String name) {
    Rollout rollout = rollout(name);
    LabelSelector selector =
        Optional.ofNullable(rollout.getSpec()).map(RolloutSpec::selector).orElse(null);
    if (selector == null) {
      return new RolloutFamily(rollout, List.of(), List.of(), List.of());
    }
    List<ReplicaSet> sets =
        owned(
            ask(
                () ->
                    client
                        .apps()
                        .replicaSets()
                        .inNamespace(namespace)
                        .withLabelSelector(selector)
                        .list()
                        .getItems()),
            Set.of(rollout.getMetadata().getUid()));
    Set<String> setIds =
        sets.stream().map(set -> set.getMetadata().getUid()).collect(Collectors.toSet());
    List<Pod> pods =
        owned(
            ask(
                () ->
                    client
                        .pods()
                        .inNamespace(namespace)
                        .withLabelSelector(selector)
                        .list()
                        .getItems()),
            setIds);
    List<AnalysisRun> runs =
        owned(
            ask(() -> client.resources(AnalysisRun.class).inNamespace(namespace).list().getItems()),
            Set.of(rollout.getMetadata().getUid()));
    return new RolloutFamily(
        rollout,
        sets.stream().sorted(Comparator.comparing(Revisions::of).reversed()).toList(),
        pods.stream().sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).toList(),
        runs.stream().sorted(Comparator.comparing(Revisions::created)).toList());
  }

  private static <T extends HasMetadata> List<T> owned(List<T> objects, Set<String> owners) {
    return objects.stream()
        .filter(
            each ->
                each.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owners.contains(owner.getUid())))
        .toList();
  }

  /** Writes an operator's patch; status goes to the object itself where it is no subresource. */
  void apply(String name, OperatorPatch patch) {
    ask(
        () -> {
          PatchContext context = context(patch.body());
          String body = patch.body().toString();
          if (patch.part() == Part.STATUS) {
            try {
              return resource(name).subresource("status").patch(context, body);
            } catch (KubernetesClientException e) {
              if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
              }
            }
          }
          return resource(name).patch(context, body);
        });
  }

  /** Writes a patch to the object that holds a Rollout's pod template instead of it. */
  void applyToWorkload(WorkloadReference workload, JsonNode patch) {
    ask(
        () ->
            workload(workload)
                .orElseThrow(() -> missing(workload))
                .patch(context(patch), patch.toString()));
  }

  /** The object that holds a Rollout's pod template instead of it, as it is written. */
  Map<String, Object> workloadObject(WorkloadReference workload) {
    return ask(
        () ->
            workload(workload)
                .map(Resource::get)
                .map(GenericKubernetesResource::getAdditionalProperties)
                .orElseThrow(() -> missing(workload)));
  }

  private Optional<Resource<GenericKubernetesResource>> workload(WorkloadReference workload) {
    if (workload.name() == null || workload.kind() == null) {
      return Optional.empty();
    }
    String version = workload.apiVersion() == null ? "apps/v1" : workload.apiVersion();
    return Optional.of(
        client
            .genericKubernetesResources(version, workload.kind())
            .inNamespace(namespace)
            .withName(workload.name()));
  }

  private static UserError missing(WorkloadReference workload) {
    return new UserError(
        "spec.workloadRef names "
            + workload.kind()
            + " '"
            + workload.name()
            + "', which is absent");
  }

  private Resource<Rollout> resource(String name) {
    return client.resources(Rollout.class).inNamespace(namespace).withName(name);
  }

  private static PatchContext context(JsonNode body) {
    return PatchContext.of(body.isArray() ? PatchType.JSON : PatchType.JSON_MERGE);
  }

  private <T> T ask(Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw new UserError(ApiProblems.message(e, address, namespace), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
