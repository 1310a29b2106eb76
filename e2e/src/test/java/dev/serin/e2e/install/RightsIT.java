package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiClusterSettings;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.PodBehaviour;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with exactly the rights of its service account: enough, and none for nothing. */
@ApiTest
class RightsIT {

  private static final String SYSTEM = "serin-system";
  private static final String STEPS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  /** Kinds that are looked at only when a Rollout uses them, as this story's does not. */
  private static final Set<String> NOT_USED_HERE =
      Set.of(
          "grpcroutes",
          "tcproutes",
          "tlsroutes",
          "virtualservices",
          "destinationrules",
          "traefikservices",
          "ingresses",
          "trafficsplits",
          "apisixroutes");

  /**
   * Rights that this story does not use: they are for conflicts (an object is read anew), for what
   * has been deleted by hand, for an admission plugin that is not on everywhere, or for parts of a
   * Rollout that it does not have (experiments, restarts, metadata, workload references, analyses
   * that run Jobs).
   */
  private static final Set<String> NOT_IN_THIS_STORY =
      Set.of(
          "analysisruns delete",
          "analysisruns/finalizers update",
          "analysisruns get",
          "deployments list",
          "deployments patch",
          "deployments watch",
          "experiments create",
          "experiments delete",
          "experiments get",
          "experiments patch",
          "httproutes get",
          "jobs create",
          "jobs delete",
          "jobs get",
          "pods patch",
          "pods/eviction create",
          "podtemplates list",
          "podtemplates watch",
          "replicasets delete",
          "replicasets get",
          "rollouts get",
          "rollouts/finalizers update",
          "experiments/finalizers update",
          "services create",
          "services delete",
          "services get");

  @TempDir static Path folder;

  private static ApiCluster cluster;
  private static PodPlayer pods;

  @BeforeAll
  static void start() throws IOException {
    cluster = clusterThatNotesEveryRequest();
    pods = new PodPlayer(cluster);
    pods.play("shop/cart:bad", PodBehaviour.failing(0.3));
    ApiObjects.apply(cluster.client(), Manifests.kustomize("crds"));
  }

  @AfterAll
  static void stop() {
    pods.close();
    cluster.close();
  }

  private static ApiCluster clusterThatNotesEveryRequest() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("audit.yaml"),
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """);
    return ApiCluster.start(
        ApiClusterSettings.forRollouts().withApiServerFlags("--audit-policy-file=" + policy));
  }

  @Test
  void theClusterRoleIsEnoughAndNothingInItIsIdle() {
    SampleService cart = SampleService.create(cluster.client(), "rights", STEPS);
    ServiceAccounts.install(cluster, Manifests.kustomize("base"));
    story(cart, SYSTEM, Map.of("SERIN_AGENT_LEADER_ELECTION", "true"));
    assertEquals(List.of(), refused(SYSTEM, ""));
    Set<String> idle = granted(Manifests.kustomize("base"));
    idle.removeAll(used(SYSTEM));
    idle.removeAll(NOT_IN_THIS_STORY);
    idle.removeIf(right -> NOT_USED_HERE.contains(right.split(" ")[0]));
    assertEquals(Set.of(), idle, "granted, and neither used nor explained");
  }

  @Test
  void rolesInOneNamespaceAreEnoughForIt() {
    SampleService cart = SampleService.create(cluster.client(), "shop", STEPS);
    ServiceAccounts.install(
        cluster, Manifests.kustomize("namespaced").replace("serin-system", "shop"));
    story(cart, "shop", Map.of("SERIN_AGENT_NAMESPACES", "shop"));
    assertEquals(List.of(), refused("shop", "argo-rollouts"));
  }

  private static void story(SampleService cart, String namespace, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("SERIN_AGENT_POD", "agent");
    environment.put("SERIN_AGENT_LEASE_NAMESPACE", namespace);
    Path kubeconfig = ServiceAccounts.kubeconfig(cluster, namespace);
    try (AgentProcess agent = AgentProcess.start(kubeconfig, environment)) {
      cart.awaitStable("shop/cart:first");
      cart.update("shop/cart:second");
      cart.awaitPhase(RolloutPhase.PAUSED);
      cart.promote();
      cart.awaitStable("shop/cart:second");
      cart.update("shop/cart:bad");
      RolloutStatus unused = cart.await("aborted rollout", status -> status.aborted());
      cart.awaitWeight(0);
      agent.stop();
    }
  }

  private static List<JsonNode> requests(String namespace) {
    return cluster.audit().stream()
        .filter(
            entry -> entry.at("/user/username").asText().equals(ServiceAccounts.user(namespace)))
        .toList();
  }

  private static List<String> refused(String namespace, String exceptIn) {
    return requests(namespace).stream()
        .filter(entry -> entry.at("/responseStatus/code").asInt() == 403)
        .filter(
            entry ->
                !entry.at("/objectRef/namespace").asText().equals(exceptIn) || exceptIn.isEmpty())
        .map(entry -> right(entry) + " " + entry.get("requestURI").asText())
        .distinct()
        .toList();
  }

  private static Set<String> used(String namespace) {
    Set<String> rights = new TreeSet<>();
    requests(namespace).forEach(entry -> rights.add(right(entry)));
    return rights;
  }

  private static String right(JsonNode entry) {
    String subresource = entry.at("/objectRef/subresource").asText();
    return entry.at("/objectRef/resource").asText()
        + (subresource.isEmpty() ? "" : "/" + subresource)
        + " "
        + entry.get("verb").asText();
  }

  /** What the agent's own roles allow; not the roles for people. */
  private static Set<String> granted(String manifests) {
    Set<String> rights = new TreeSet<>();
    for (JsonNode object : Manifests.documents(manifests)) {
      if (object.at("/metadata/name").asText().contains("aggregate-to")) {
        continue;
      }
      for (JsonNode rule : object.path("rules")) {
        for (JsonNode resource : rule.get("resources")) {
          for (JsonNode verb : rule.get("verbs")) {
            rights.add(resource.asText() + " " + verb.asText());
          }
        }
      }
    }
    return rights;
  }
}
