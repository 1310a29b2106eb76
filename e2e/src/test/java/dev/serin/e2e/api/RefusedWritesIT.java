package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.RolloutUnderTest;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An admission policy refuses what the agent has to write: a condition and one event say so, and
 * the rollout goes on when the policy is gone.
 */
@ApiTest
class RefusedWritesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aReplicaSetThatCannotBeMade() {
    try (Stage stage = Stage.withAgent("no-replicasets", Stage.WAITS).withStableVersion()) {
      SampleService service = stage.service();
      try (Refusal refusal = new Refusal(stage, "apps", "replicasets", "CREATE")) {
        refusal.awaitInForce(
            """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: probe, namespace: %s}
            spec:
              replicas: 0
              selector: {matchLabels: {app: probe}}
              template:
                metadata: {labels: {app: probe}}
                spec: {containers: [{name: probe, image: probe}]}
            """);
        service.update("shop/cart:second");
        RolloutCondition condition =
            awaitCondition(service, "Progressing", "ReplicaSetCreateError");
        String message = String.valueOf(condition.message());
        assertTrue(
            message.startsWith("Failed to create new replica set \"cart-")
                && message.contains(Refusal.WHY),
            message);
        service.awaitEvent("ReplicaSetCreateError");
        assertEquals(1, service.events("NewReplicaSetCreated").size());
      }
      service.awaitPauseAt(1);
      service.promote();
      service.awaitStable("shop/cart:second");
      assertEquals(2, service.events("NewReplicaSetCreated").size());
    }
  }

  @Test
  void aRouteThatCannotBeWritten() {
    try (Stage stage = Stage.withAgent("no-routes", Stage.WAITS).withStableVersion()) {
      SampleService service = stage.service();
      try (Refusal refusal =
          new Refusal(stage, "gateway.networking.k8s.io", "httproutes", "UPDATE")) {
        refusal.awaitInForce();
        service.update("shop/cart:second");
        RolloutCondition condition =
            awaitCondition(service, "TrafficRouted", "TrafficRoutingError");
        assertTrue(String.valueOf(condition.message()).contains(Refusal.WHY), condition.toString());
        service.awaitEvent("TrafficRoutingError");
      }
      service.awaitPauseAt(1);
      service.awaitWeight(10);
      RolloutStatus unused =
          service.await(
              "no complaint",
              status ->
                  status.conditions().stream()
                      .noneMatch(condition -> "TrafficRouted".equals(condition.type())));
      stage.traffic().assertNoGap();
    }
  }

  private static RolloutCondition awaitCondition(
      RolloutUnderTest rollout, String type, String reason) {
    return Await.value(
        type + " with " + reason,
        PATIENCE,
        () ->
            rollout.status().conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .filter(condition -> reason.equals(condition.reason()))
                .findFirst());
  }

  /** A policy that refuses one kind of write in the namespace of a stage. */
  private static final class Refusal implements AutoCloseable {

    static final String WHY = "nobody may do that here today";

    private final Stage stage;
    private final String policy;

    Refusal(Stage stage, String group, String resources, String operation) {
      this.stage = stage;
      this.policy =
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata: {name: NAMESPACE}
          spec:
            failurePolicy: Fail
            matchConstraints:
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
              resourceRules:
              - {apiGroups: [%s], apiVersions: ["*"], operations: [%s], resources: [%s]}
            validations: [{expression: "false", message: "%s"}]
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata: {name: NAMESPACE}
          spec: {policyName: NAMESPACE, validationActions: [Deny]}
          """
              .formatted(group, operation, resources, WHY)
              .replace("NAMESPACE", stage.service().namespace());
      ApiObjects.create(stage.cluster().client(), policy);
    }

    /** The API server needs a moment: waits until it refuses an object. */
    void awaitInForce(String yaml) {
      String probe = yaml.formatted(stage.service().namespace());
      Await.until(
          "policy in force",
          PATIENCE,
          () ->
              refused(
                  () -> {
                    ApiObjects.create(stage.cluster().client(), probe);
                    delete(probe);
                  }));
    }

    /** The same, for changes of the route. */
    void awaitInForce() {
      PatchContext asIf =
          new PatchContext.Builder()
              .withPatchType(PatchType.JSON_MERGE)
              .withDryRun(List.of("All"))
              .build();
      Await.until(
          "policy in force",
          PATIENCE,
          () ->
              refused(
                  () -> {
                    var unused =
                        stage
                            .service()
                            .route()
                            .patch(asIf, "{\"metadata\":{\"labels\":{\"probe\":\"yes\"}}}");
                  }));
    }

    private static boolean refused(Runnable write) {
      try {
        write.run();
        return false;
      } catch (KubernetesClientException refusal) {
        return Optional.ofNullable(refusal.getMessage()).orElse("").contains(WHY);
      }
    }

    private void delete(String yaml) {
      ApiObjects.read(stage.cluster().client(), yaml)
          .forEach(object -> stage.cluster().client().resource(object).delete());
    }

    @Override
    public void close() {
      delete(policy);
    }
  }
}
