package dev.serin.cluster.controller;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps as many pods as each ReplicaSet wants.
 *
 * <ol>
 *   <li>Read the ReplicaSet and its pods from the API itself, so that no pod is made twice because
 *       a cache lags.
 *   <li>Too few pods that are neither terminating nor finished: create the missing ones, owned by
 *       it.
 *   <li>Too many: delete first those not ready, then those with the lower deletion cost, then the
 *       newest.
 *   <li>Write the counts to the status, when they changed; come back when minReadySeconds are over.
 * </ol>
 */
public final class ReplicaSetController implements AutoCloseable {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private final KubernetesClient client;
  private final InstantSource clock;
  private final WorkQueue<ObjectName> queue = new WorkQueue<>("replica-sets", this::reconcile);
  private final SharedIndexInformer<ReplicaSet> replicaSets;
  private final SharedIndexInformer<Pod> pods;

  /** Starts to control the ReplicaSets of all namespaces. */
  public ReplicaSetController(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
    this.replicaSets =
        client
            .apps()
            .replicaSets()
            .inAnyNamespace()
            .inform(new ChangeHandler<>(changed -> queue.add(ObjectName.of(changed))));
    this.pods =
        client
            .pods()
            .inAnyNamespace()
            .inform(new ChangeHandler<>(changed -> owner(changed).ifPresent(queue::add)));
  }

  @Override
  public void close() {
    replicaSets.stop();
    pods.stop();
    queue.close();
  }

  private void reconcile(ObjectName name) {
    ReplicaSet set =
        client.apps().replicaSets().inNamespace(name.namespace()).withName(name.name()).get();
    if (set == null || set.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    List<Pod> active =
        client
            .pods()
            .inNamespace(name.namespace())
            .withLabelSelector(set.getSpec().getSelector())
            .list()
            .getItems()
            .stream()
            .filter(pod -> isOwned(pod, set) && isActive(pod))
            .toList();
    int missing = set.getSpec().getReplicas() - active.size();
    for (int i = 0; i < missing; i++) {
      client.resource(newPod(set)).create();
    }
    active.stream()
        .sorted(
            Comparator.comparing(ReplicaSetController::isReady)
                .thenComparing(ReplicaSetController::deletionCost)
                .thenComparing(
                    pod -> pod.getMetadata().getCreationTimestamp(), Comparator.reverseOrder())
                .thenComparing(pod -> pod.getMetadata().getName()))
        .limit(Math.max(0, -missing))
        .forEach(pod -> client.resource(pod).delete());
    // The pods just made or marked come back as changes, and with them this method.
    writeStatus(set, active);
  }

  private void writeStatus(ReplicaSet set, List<Pod> active) {
    Duration minimum =
        Duration.ofSeconds(Optional.ofNullable(set.getSpec().getMinReadySeconds()).orElse(0));
    Instant now = clock.instant();
    int ready = (int) active.stream().filter(ReplicaSetController::isReady).count();
    int available =
        (int) active.stream().filter(pod -> PodReadiness.available(pod, minimum, now)).count();
    ReplicaSetStatus status =
        new ReplicaSetStatusBuilder()
            .withReplicas(active.size())
            .withFullyLabeledReplicas(active.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(available)
            .withObservedGeneration(set.getMetadata().getGeneration())
            .build();
    if (!status.equals(set.getStatus())) {
      client.resource(new ReplicaSetBuilder(set).withStatus(status).build()).updateStatus();
    }
    active.stream()
        .flatMap(pod -> PodReadiness.readySince(pod).stream())
        .map(since -> Duration.between(now, since.plus(minimum)))
        .filter(rest -> !rest.isNegative() && !rest.isZero())
        .min(Comparator.naturalOrder())
        .ifPresent(rest -> queue.addAfter(ObjectName.of(set), rest));
  }

  private static Pod newPod(ReplicaSet set) {
    ObjectMeta template = set.getSpec().getTemplate().getMetadata();
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withGenerateName(set.getMetadata().getName() + "-")
            .withNamespace(set.getMetadata().getNamespace())
            .withLabels(template.getLabels())
            .withAnnotations(template.getAnnotations())
            .withFinalizers(template.getFinalizers())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("apps/v1")
                    .withKind("ReplicaSet")
                    .withName(set.getMetadata().getName())
                    .withUid(set.getMetadata().getUid())
                    .withController(true)
                    .withBlockOwnerDeletion(true)
                    .build())
            .build();
    return new PodBuilder()
        .withMetadata(metadata)
        .withSpec(set.getSpec().getTemplate().getSpec())
        .build();
  }

  private static boolean isOwned(Pod pod, ReplicaSet set) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(set.getMetadata().getUid()));
  }

  private static boolean isActive(Pod pod) {
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    return !PodReadiness.terminating(pod) && !phase.equals("Succeeded") && !phase.equals("Failed");
  }

  private static boolean isReady(Pod pod) {
    return PodReadiness.readySince(pod).isPresent();
  }

  private static int deletionCost(Pod pod) {
    String cost = pod.getMetadata().getAnnotations().getOrDefault(DELETION_COST, "0");
    return cost.matches("-?\\d{1,9}") ? Integer.parseInt(cost) : 0;
  }

  private static Optional<ObjectName> owner(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("ReplicaSet"))
        .map(OwnerReference::getName)
        .map(name -> new ObjectName(pod.getMetadata().getNamespace(), name))
        .findFirst();
  }
}
