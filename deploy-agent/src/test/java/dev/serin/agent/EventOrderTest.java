package dev.serin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The events about a rollout, by reason and in order, are those that Argo Rollouts' own end-to-end
 * tests expect for the same story (TestRolloutAbortRetryPromote in test/e2e/functional_test.go).
 */
@Timeout(60)
class EventOrderTest {

  private static final String ROLLOUT =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: plain, namespace: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: plain}}
        template:
          metadata: {labels: {app: plain}}
          spec: {containers: [{name: plain, image: "plain:1"}]}
        strategy: {canary: {steps: [{setWeight: 50}, {pause: {duration: 2s}}]}}
      """;

  private FakeCluster cluster;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    cluster = new FakeCluster();
    agent =
        new Agent(
            cluster.newClient(),
            AgentSettings.defaults(),
            new SimpleMeterRegistry(),
            InstantSource.system());
    agent.start();
  }

  @AfterEach
  void stop() {
    agent.close();
    cluster.close();
  }

  @Test
  void abortRetryPromote() {
    KubernetesClient client = cluster.client();
    client.resource(client.getKubernetesSerialization().unmarshal(ROLLOUT, Rollout.class)).create();
    await(status -> status.phase() == RolloutPhase.HEALTHY);
    patch(
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"plain\",\"image\":\"plain:2\"}]}}}}");
    await(status -> status.phase() == RolloutPhase.PAUSED);
    patch("{\"status\":{\"abort\":true}}");
    await(
        status ->
            status.phase() == RolloutPhase.DEGRADED
                && Objects.requireNonNullElse(status.updatedReplicas(), 0) == 0);
    patch("{\"status\":{\"abort\":false}}");
    await(status -> status.phase() == RolloutPhase.PAUSED);
    await(status -> status.phase() == RolloutPhase.HEALTHY);
    assertEquals(
        List.of(
            "RolloutAddedToInformer",
            "RolloutUpdated",
            "NewReplicaSetCreated",
            "RolloutNotCompleted",
            "ScalingReplicaSet",
            "RolloutCompleted",
            "RolloutUpdated",
            "NewReplicaSetCreated",
            "RolloutNotCompleted",
            "ScalingReplicaSet",
            "RolloutStepCompleted",
            "RolloutPaused",
            "ScalingReplicaSet",
            "RolloutAborted",
            "ScalingReplicaSet",
            "RolloutStepCompleted",
            "RolloutPaused",
            "RolloutStepCompleted",
            "RolloutResumed",
            "ScalingReplicaSet",
            "RolloutCompleted"),
        reasons(21));
  }

  private Resource<Rollout> rollout() {
    return cluster.client().resources(Rollout.class).inNamespace("shop").withName("plain");
  }

  private void patch(String patch) {
    Rollout unused = rollout().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private void await(Predicate<RolloutStatus> condition) {
    try {
      Rollout unused =
          rollout()
              .waitUntilCondition(
                  now -> now != null && now.getStatus() != null && condition.test(now.getStatus()),
                  30,
                  TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException late) {
      throw new AssertionError("it is " + rollout().get().getStatus(), late);
    }
  }

  /** The reasons of the events, once there are so many, or after a while. */
  private List<String> reasons(int count) {
    List<String> reasons = List.of();
    for (int look = 0; look < 100 && reasons.size() < count; look++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      reasons =
          cluster.client().v1().events().inNamespace("shop").list().getItems().stream()
              .filter(event -> event.getInvolvedObject().getKind().equals("Rollout"))
              .sorted(Comparator.comparing(event -> event.getMetadata().getName()))
              .map(Event::getReason)
              .toList();
    }
    return reasons;
  }
}
