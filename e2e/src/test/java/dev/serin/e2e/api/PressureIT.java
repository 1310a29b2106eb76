package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiClusterSettings;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Fault;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The API server says 429, or is slow: everything is done in the end, and an abort soon. */
@ApiTest
@SuppressWarnings("try") // Pods are played unasked, until they are closed.
class PressureIT {

  private static final int SERVICES = 4;

  /** One request at a time for the agent; the others are refused at once. */
  private static final String TIGHT =
      """
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: PriorityLevelConfiguration
      metadata: {name: tight}
      spec:
        type: Limited
        limited: {nominalConcurrencyShares: 1, lendablePercent: 0, borrowingLimitPercent: 0, limitResponse: {type: Reject}}
      ---
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: tight}
      spec:
        matchingPrecedence: 50
        priorityLevelConfiguration: {name: tight}
        rules:
          - subjects: [{kind: User, user: {name: plain}}]
            resourceRules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: agent}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: plain}]
      """;

  @Test
  void priorityAndFairnessThatRefusesMostRequestsOnlyTakesTime() throws Exception {
    try (ApiCluster cluster =
            ApiCluster.start(
                ApiClusterSettings.forRollouts()
                    .withApiServerFlags(
                        "--max-requests-inflight=40", "--max-mutating-requests-inflight=20"));
        PodPlayer pods = new PodPlayer(cluster)) {
      ApiObjects.create(cluster.client(), TIGHT);
      List<SampleService> services = new ArrayList<>();
      for (int number = 0; number < SERVICES; number++) {
        services.add(
            SampleService.create(
                cluster.client(), "tight-" + number, "[{setWeight: 10}, {pause: {}}]"));
      }
      try (AgentProcess agent = AgentProcess.start(cluster.credentials().plain())) {
        services.forEach(service -> service.awaitStable("shop/cart:first"));
        services.forEach(service -> service.update("shop/cart:second"));
        services.forEach(service -> service.awaitPhase(RolloutPhase.PAUSED));
        services.forEach(SampleService::abort);
        services.forEach(service -> service.awaitWeight(0));
        services.forEach(service -> service.awaitPhase(RolloutPhase.DEGRADED));
        assertTrue(agent.alive());
      }
      long refused = refused(cluster);
      assertTrue(refused > 20, refused + " refusals are too few to prove anything");
    }
  }

  private static long refused(ApiCluster cluster) {
    return (long)
        cluster
            .client()
            .raw("/metrics")
            .lines()
            .filter(line -> line.startsWith("apiserver_flowcontrol_rejected_requests_total"))
            .filter(line -> line.contains("priority_level=\"tight\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
  }

  @Test
  void retryAfterIsHeeded() throws Exception {
    try (Stage stage = Stage.withAgent("retry-after", Stage.WAITS).withStableVersion()) {
      AtomicInteger refused = new AtomicInteger();
      stage
          .proxy()
          .rule(
              request -> {
                if (!request.writes() || request.event() || !stage.concerns(request)) {
                  return null;
                }
                refused.incrementAndGet();
                return Fault.tooManyRequests(2);
              });
      stage.service().update("shop/cart:second");
      Await.elapse(Duration.ofSeconds(7));
      assertTrue(refused.get() >= 2 && refused.get() <= 8, refused + " tries in 7 s");
      stage.proxy().behave();
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().awaitWeight(10);
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void errorsNowAndThenOnlyTakeTime() throws Exception {
    try (Stage stage = Stage.withAgent("errors", Stage.WAITS).withStableVersion()) {
      AtomicLong count = new AtomicLong();
      stage
          .proxy()
          .rule(
              request ->
                  request.writes() && count.incrementAndGet() % 3 == 0
                      ? Fault.internalError()
                      : null);
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().awaitCanaryWeights(List.of(0, 10, 50, 100, 0));
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void anAbortOvertakesOtherWorkOnASlowApiServer() throws Exception {
    List<Stage> stages = new ArrayList<>();
    try {
      for (int number = 0; number < 10; number++) {
        stages.add(Stage.withAgent("slow", Stage.WAITS));
      }
      stages.forEach(Stage::withStableVersion);
      Stage first = stages.get(0).withPausedCanary();
      first.proxy().rule(request -> new Fault.Delay(Duration.ofMillis(250)));
      stages.stream().skip(1).forEach(stage -> stage.service().update("shop/cart:second"));
      first.service().abort();
      long begun = System.nanoTime();
      first.service().awaitWeight(0);
      Duration time = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(time.compareTo(Duration.ofSeconds(3)) < 0, "back after " + time);
      first.proxy().behave();
      for (Stage stage : stages.subList(1, stages.size())) {
        stage.service().awaitPhase(RolloutPhase.PAUSED);
        stage.traffic().assertNoGap();
      }
    } finally {
      stages.forEach(Stage::close);
    }
  }
}
