package dev.serin.e2e.support;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Rollout {@value #NAME} in a namespace of its own: what an operator does to it, and sees. */
public class RolloutUnderTest {

  /** Its name, and that of everything that belongs to it. */
  public static final String NAME = "cart";

  /** How long a test waits for what is to come. */
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;

  /** The one in a namespace. */
  public RolloutUnderTest(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** The client with which it is looked at. */
  protected KubernetesClient client() {
    return client;
  }

  /** Its namespace. */
  public String namespace() {
    return namespace;
  }

  /** The Rollout at the API server. */
  public Resource<Rollout> rollout() {
    return client.resources(Rollout.class).inNamespace(namespace).withName(NAME);
  }

  /** Changes the image, as a new release does. */
  public void update(String image) {
    Rollout unused =
        rollout()
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                    + image
                    + "\"}]");
  }

  /** Merges a patch into the Rollout. */
  public void patch(String patch) {
    Rollout unused = rollout().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** The operator's abort, as the kubectl plugin sends it. */
  public void abort() {
    status("{\"status\":{\"abort\":true}}");
  }

  /** The operator's retry, as the kubectl plugin sends it. */
  public void retry() {
    status("{\"status\":{\"abort\":false}}");
  }

  /** The operator's promote, as the kubectl plugin sends it to a rollout that pauses at a step. */
  public void promote() {
    int next = Objects.requireNonNullElse(status().currentStepIndex(), 0) + 1;
    status("{\"status\":{\"pauseConditions\":null,\"currentStepIndex\":" + next + "}}");
  }

  /** Merges a patch into the status. */
  public void status(String patch) {
    Rollout unused =
        rollout().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** The status now; empty before a controller has seen it. */
  public RolloutStatus status() {
    Rollout rollout = rollout().get();
    return rollout == null ? RolloutStatus.empty() : RolloutStatus.of(rollout);
  }

  /** Waits until the status is as wanted; the message of a failure shows the last one. */
  public RolloutStatus await(String what, Predicate<RolloutStatus> wanted) {
    AtomicReference<RolloutStatus> last = new AtomicReference<>(RolloutStatus.empty());
    try {
      return Await.value(
          namespace + ": " + what,
          PATIENCE,
          () -> {
            RolloutStatus now = status();
            last.set(now);
            return Optional.of(now).filter(wanted);
          });
    } catch (AssertionError missing) {
      throw new AssertionError(missing.getMessage() + "; the status is " + last.get(), missing);
    }
  }

  /** Waits until the rollout is in a phase. */
  public RolloutStatus awaitPhase(RolloutPhase phase) {
    return await(phase.wireName(), status -> status.phase() == phase);
  }

  /** Waits until all of what is wanted now is there. */
  public RolloutStatus awaitHealthy() {
    return await(
        "healthy rollout",
        status ->
            status.phase() == RolloutPhase.HEALTHY
                && String.valueOf(rollout().get().getMetadata().getGeneration())
                    .equals(status.observedGeneration()));
  }

  /** Waits until it pauses at a step. */
  public RolloutStatus awaitPauseAt(int step) {
    return await(
        "pause at step " + step,
        status ->
            status.phase() == RolloutPhase.PAUSED
                && Objects.equals(status.currentStepIndex(), step)
                && !status.pauseConditions().isEmpty());
  }

  /** Waits until an abort has been heeded, and everything that follows from it was done. */
  public RolloutStatus awaitAborted() {
    return await(
        "aborted rollout",
        status -> status.abortedAt() != null && status.phase() == RolloutPhase.DEGRADED);
  }

  /** Waits until the version with an image is stable and has all its pods. */
  public RolloutStatus awaitStable(String image) {
    return await(image + " that is stable", status -> stable(status, image));
  }

  /** Whether the version with an image is the stable one, and there is no other. */
  public boolean stable(RolloutStatus status, String image) {
    return status.phase() == RolloutPhase.HEALTHY
        && Objects.equals(status.stableRS(), status.currentPodHash())
        && image.equals(imageOf(status.stableRS()));
  }

  private Optional<ReplicaSet> replicaSet(@Nullable String hash) {
    return Optional.ofNullable(
        client.apps().replicaSets().inNamespace(namespace).withName(NAME + "-" + hash).get());
  }

  /** The image of a version; empty if there is none. */
  public String imageOf(@Nullable String hash) {
    return replicaSet(hash)
        .map(set -> set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .orElse("");
  }

  /** How many pods a version shall have; -1 if it has no ReplicaSet. */
  public int wantedPods(@Nullable String hash) {
    return replicaSet(hash).map(set -> set.getSpec().getReplicas()).orElse(-1);
  }

  /** How many pods of a version can serve. */
  public int availablePods(@Nullable String hash) {
    return replicaSet(hash).map(set -> set.getStatus().getAvailableReplicas()).orElse(0);
  }

  /** All ReplicaSets in its namespace. */
  public List<ReplicaSet> replicaSets() {
    return client.apps().replicaSets().inNamespace(namespace).list().getItems();
  }

  /** All pods in its namespace. */
  public List<Pod> pods() {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  /** The identities of all pods in its namespace. */
  public Set<String> podUids() {
    return pods().stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
  }

  /** A Service of it. */
  public Service serviceObject(String name) {
    return client.services().inNamespace(namespace).withName(name).get();
  }

  /** The version that a Service selects; empty when it selects all of them. */
  public String selected(String service) {
    return serviceObject(service)
        .getSpec()
        .getSelector()
        .getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  /** The events about the Rollout, oldest first. */
  public List<Event> events() {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Rollout"))
        .sorted(Comparator.comparingLong(event -> ApiObjects.version(event)))
        .toList();
  }

  /** The events about the Rollout with a reason, oldest first. */
  public List<Event> events(String reason) {
    return events().stream().filter(event -> event.getReason().equals(reason)).toList();
  }

  /** Waits until there is an event with a reason about the Rollout. */
  public Event awaitEvent(String reason) {
    return Await.value("event " + reason, PATIENCE, () -> events(reason).stream().findFirst());
  }

  /** Deletes the namespace with all that is in it, and does not wait for it. */
  public void delete() {
    try {
      var unused = client.namespaces().withName(namespace).delete();
    } catch (KubernetesClientException gone) {
      throw new IllegalStateException("namespace " + namespace, gone);
    }
  }
}
