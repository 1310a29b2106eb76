package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.client.ClientKeyAlgorithm;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The agent is installed, upgraded and taken away in the middle of a canary, by Helm and by
 * Kustomize, while a client asks the service ten times a second. What is not the agent's own stays.
 */
@Tag("cluster")
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallIT {

  private static final String AGENT = "install-it-agent";
  private static final String SHOP = "install-it-shop";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path INSTALL = Checkout.HOME.resolve("deploy-agent/install");

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: cart-stable, namespace: install-it-shop}
      spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart-canary, namespace: install-it-shop}
      spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: cart, namespace: install-it-shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: cart}}
        template:
          metadata: {labels: {app: cart}}
          spec:
            terminationGracePeriodSeconds: 12
            containers:
              - name: cart
                image: docker.io/library/python:3.11-slim
                command: [python3, -m, http.server, "8080"]
                env: [{name: VERSION, value: first}]
                readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 10}
                lifecycle: {preStop: {sleep: {seconds: 8}}}
        strategy:
          canary:
            canaryService: cart-canary
            stableService: cart-stable
            maxSurge: 1
            maxUnavailable: 0
            steps: [{setWeight: 50}, {pause: {}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: customer, namespace: install-it-shop, labels: {app: customer}}
      spec:
        terminationGracePeriodSeconds: 0
        containers:
          - name: customer
            image: docker.io/library/python:3.11-slim
            command:
              - python3
              - -uc
              - |
                import time, urllib.request
                served = 0
                while True:
                    try:
                        urllib.request.urlopen("http://cart-stable/", timeout=10).read()
                        served += 1
                        if served % 10 == 0:
                            print("served", served)
                    except Exception as problem:
                        if served:
                            print("failed after", served, problem)
                    time.sleep(0.1)
      """;

  private static KubernetesClient client;
  private static Path work;
  private static String image;

  @BeforeAll
  static void start() throws Exception {
    Config config = Config.autoConfigure(null);
    ClientKeyAlgorithm.detect(config);
    client = new KubernetesClientBuilder().withConfig(config).build();
    work = TemporaryFolder.create("install-it").toRealPath();
    image = new Images(AGENT).agent();
    for (String namespace : new String[] {AGENT, SHOP}) {
      Tool.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s");
      Tool.kubectl("create", "namespace", namespace);
    }
    Tool.kubectl("label", "namespace", AGENT, "pod-security.kubernetes.io/enforce=restricted");
    AgentInstallation.applyDefinitions();
  }

  @AfterAll
  static void stop() {
    Tool.kubectl("delete", "namespace", AGENT, SHOP, "--wait=false");
    client.close();
    TemporaryFolder.delete(work);
  }

  @Test
  @Order(1)
  void anUpgradeLeavesTrafficAndARunningCanaryAsTheyAre() throws Exception {
    helm("install", chartOfTheReleaseBefore());
    String unused = Tool.binaryWithInput(SERVICE, "kubectl", "apply", "--filename=-");
    await(
        "first version",
        status -> status.phase() != null && status.phase() == RolloutPhase.HEALTHY);
    Await.until("customer", PATIENCE, () -> served() > 0);
    update("second");
    await("canary", InstallIT::pausedAtTheFirstStep);
    Map<String, String> before = own();
    String podBefore = agentPod();

    helm("upgrade", INSTALL.resolve("chart"));
    assertNotEquals(podBefore, agentPod());
    assertTrue(pausedAtTheFirstStep(status()), status().toString());
    assertEquals(before, own());

    promote();
    await("second version", status -> status.phase() == RolloutPhase.HEALTHY);
    assertNoRequestFailed();
  }

  @Test
  @Order(2)
  void helmUninstallLeavesTrafficResourcesAndDefinitions() {
    update("third");
    await("canary", InstallIT::pausedAtTheFirstStep);
    Map<String, String> before = own();
    String unused =
        Tool.binary("helm", "uninstall", "install-it", "--namespace=" + AGENT, "--wait");
    assertEquals(before, own());
    assertTrue(pausedAtTheFirstStep(status()), status().toString());
    assertEquals(5, definitions());
    assertNoRequestFailed();
  }

  @Test
  @Order(3)
  void anAgentInstalledAgainTakesTheCanaryUpAndKustomizeLeavesTheSame() throws Exception {
    AgentInstallation.namespaced(SHOP, image).install();
    assertTrue(pausedAtTheFirstStep(status()), status().toString());
    promote();
    await("third version", status -> status.phase() == RolloutPhase.HEALTHY);
    update("fourth");
    await("canary", InstallIT::pausedAtTheFirstStep);
    Map<String, String> before = own();
    AgentInstallation.namespaced(SHOP, image).uninstall();
    assertEquals(before, own());
    assertEquals(5, definitions());
    assertEquals(0, client.apps().deployments().inNamespace(SHOP).list().getItems().size());
    assertNoRequestFailed();
  }

  /** The chart as it would have been: another version in its labels, and an agent of that time. */
  private static Path chartOfTheReleaseBefore() throws IOException {
    Path copy = work.resolve("chart-before");
    Path chart = INSTALL.resolve("chart");
    try (Stream<Path> files = Files.walk(chart)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(chart.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file.toRealPath(), target);
        }
      }
    }
    Path description = copy.resolve("Chart.yaml");
    Files.writeString(description, Files.readString(description).replace("0.1.0", "0.0.9"));
    return copy;
  }

  private static void helm(String verb, Path chart) {
    int split = image.contains("@") ? image.indexOf('@') : image.lastIndexOf(':');
    String version = image.substring(split + 1);
    List<String> words =
        new ArrayList<>(
            List.of(
                verb,
                "install-it",
                chart.toString(),
                "--namespace=" + AGENT,
                "--wait",
                "--timeout=180s",
                "--set=name=install-it-agent",
                "--set=namespaces={" + SHOP + "}",
                "--set=policies.enabled=false",
                "--set=history.persistence.enabled=false",
                "--set=image.repository=" + image.substring(0, split),
                "--set=image." + (image.contains("@") ? "digest" : "tag") + "=" + version));
    String unused = Tool.binary("helm", words.toArray(String[]::new));
  }

  /**
   * All that is not the agent's own: which pods there are, what Services select, how much of each.
   */
  private static Map<String, String> own() {
    Map<String, String> objects = new TreeMap<>();
    client.pods().inNamespace(SHOP).withLabel("app").list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .forEach(pod -> objects.put(name(pod), pod.getMetadata().getUid()));
    client.services().inNamespace(SHOP).list().getItems().stream()
        .filter(service -> service.getMetadata().getName().startsWith("cart"))
        .forEach(service -> objects.put(name(service), service.getSpec().getSelector().toString()));
    client
        .apps()
        .replicaSets()
        .inNamespace(SHOP)
        .withLabel("app", "cart")
        .list()
        .getItems()
        .forEach(set -> objects.put(name(set), set.getSpec().getReplicas().toString()));
    objects.put("Rollout", rollout().getMetadata().getUid() + " " + rollout().getSpec());
    return objects;
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private static Rollout rollout() {
    return client.resources(Rollout.class).inNamespace(SHOP).withName("cart").get();
  }

  private static RolloutStatus status() {
    return Objects.requireNonNull(rollout().getStatus());
  }

  private static void await(String what, Predicate<RolloutStatus> wanted) {
    Await.until(
        what,
        PATIENCE,
        () -> {
          RolloutStatus status = rollout().getStatus();
          return status != null
              && String.valueOf(rollout().getMetadata().getGeneration())
                  .equals(status.observedGeneration())
              && wanted.test(status);
        });
  }

  private static boolean pausedAtTheFirstStep(RolloutStatus status) {
    return status.phase() != null
        && "Paused".equals(status.phase().wireName())
        && Objects.equals(status.currentStepIndex(), 1);
  }

  private static void update(String version) {
    Rollout unused =
        client
            .resources(Rollout.class)
            .inNamespace(SHOP)
            .withName("cart")
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/env/0/value\",\"value\":\""
                    + version
                    + "\"}]");
  }

  /** As kubectl argo rollouts promote does. */
  private static void promote() {
    Rollout unused =
        client
            .resources(Rollout.class)
            .inNamespace(SHOP)
            .withName("cart")
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"pauseConditions\":null}}");
  }

  private static String agentPod() {
    return client.pods().inNamespace(AGENT).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getUid())
        .findFirst()
        .orElse("");
  }

  private static int definitions() {
    return (int)
        client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(definition -> definition.getSpec().getGroup().equals("argoproj.io"))
            .count();
  }

  private static String customersLog() {
    return client.pods().inNamespace(SHOP).withName("customer").getLog();
  }

  private static long served() {
    return customersLog().lines().filter(line -> line.startsWith("served")).count();
  }

  private static void assertNoRequestFailed() {
    long before = served();
    Await.until("more customers", PATIENCE, () -> served() > before);
    assertEquals(
        List.of(), customersLog().lines().filter(line -> line.startsWith("failed")).toList());
  }
}
