package dev.serin.cli.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.cli.output.Console;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One rollout as a person sees it. */
class RolloutTreeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:10:00Z");

  @Test
  void aCanaryShowsItsStateItsVersionsAndWhatBelongsToThem() {
    RolloutFamily family =
        new RolloutFamily(
            canary(
                "{observedGeneration: '4', phase: Paused, message: CanaryPauseStep,"
                    + " currentStepIndex: 1, stableRS: aaa, currentPodHash: bbb, replicas: 3,"
                    + " updatedReplicas: 1, availableReplicas: 3, pauseConditions: [{reason:"
                    + " CanaryPauseStep}], canary: {weights: {canary: {weight: 10}, stable:"
                    + " {weight: 90}}}}"),
            List.of(replicaSet("bbb", 2, 1, "cart:2"), replicaSet("aaa", 1, 2, "cart:1")),
            List.of(pod("cart-aaa-1", "aaa"), pod("cart-bbb-1", "bbb")),
            List.of(run("cart-bbb-2", "bbb")));

    assertEquals(
        """
        Name:      shop/cart
        Phase:     Paused: CanaryPauseStep
        Strategy:  Canary
        Step:      1 of 3 done
        Traffic:   canary 10 %, stable 90 %
        Replicas:  2 wanted, 3 there, 1 of the new version, 3 available

        revision 2 (canary)  1/1 ready  10m  cart:2
          cart-bbb-1         Ready      10m  2 restarts
          cart-bbb-2         Running    10m
        revision 1 (stable)  2/2 ready  10m  cart:1
          cart-aaa-1         Ready      10m  2 restarts""",
        String.join("\n", new RolloutTree(family, console(), NOW).lines()));
  }

  private static Rollout canary(String status) {
    return Serialization.unmarshal(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: shop, generation: 4}
        spec:
          replicas: 2
          strategy: {canary: {steps: [{setWeight: 10}, {pause: {}}, {setWeight: 50}]}}
        status: %s
        """
            .formatted(status),
        Rollout.class);
  }

  private static Console console() {
    return new Console(System.out, System.err, Map.of(), Path.of("."), false);
  }

  private static ReplicaSet replicaSet(String hash, int revision, int pods, String image) {
    return Serialization.unmarshal(
        """
        metadata:
          name: cart-%1$s
          creationTimestamp: "2026-11-23T10:00:00Z"
          labels: {rollouts-pod-template-hash: %1$s}
          annotations: {rollout.argoproj.io/revision: "%2$d"}
        spec: {replicas: %3$d, template: {spec: {containers: [{name: app, image: "%4$s"}]}}}
        status: {readyReplicas: %3$d}
        """
            .formatted(hash, revision, pods, image),
        ReplicaSet.class);
  }

  private static Pod pod(String name, String hash) {
    return Serialization.unmarshal(
        """
        metadata:
          name: %s
          creationTimestamp: "2026-11-23T10:00:00Z"
          labels: {rollouts-pod-template-hash: %s}
        status:
          phase: Running
          conditions: [{type: Ready, status: "True"}]
          containerStatuses: [{name: app, restartCount: 2, state: {running: {}}}]
        """
            .formatted(name, hash),
        Pod.class);
  }

  private static AnalysisRun run(String name, String hash) {
    return Serialization.unmarshal(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: AnalysisRun
        metadata:
          name: %s
          creationTimestamp: "2026-11-23T10:00:00Z"
          labels: {rollouts-pod-template-hash: %s}
        status: {phase: Running}
        """
            .formatted(name, hash),
        AnalysisRun.class);
  }
}
