package dev.serin.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class LocalClusterTest {
  @TempDir private static Path folder;
  private static ClusterFixture it;
  private static String python;

  @BeforeAll
  static void start() throws Exception {
    it = new ClusterFixture(folder);
    python = TestServices.python(it.layout);
  }

  @AfterAll
  static void stop() {
    it.close();
  }

  @Test
  void aRollingChangeUnderLoadLosesNoRequest() throws Exception {
    it.namespace("rolling");
    it.replicaSet("rolling", "old", python, 2, Map.of());
    it.service("rolling", "all", Map.of("app", "rolling"));
    it.route("rolling", Map.of("all", 1));
    it.awaitReady("rolling", "old", 2);
    Load load = Load.start(it.http, it.address("/rolling"), 150);
    it.replicaSet("rolling", "new", python, 2, Map.of());
    it.awaitReady("rolling", "new", 2);
    scale("rolling", "old", 1);
    it.awaitReady("rolling", "old", 1);
    scale("rolling", "old", 0);
    it.client
        .pods()
        .inNamespace("rolling")
        .withLabel(ClusterFixture.HASH, "old")
        .waitUntilCondition(pod -> pod == null, 15, TimeUnit.SECONDS);
    Map<String, Integer> answers = load.stop();
    assertEquals(List.of("200 new", "200 old"), List.copyOf(answers.keySet()), answers.toString());
    assertEquals(2, it.pods("rolling").size());
  }

  @Test
  void requestsToAPodThatCrashesGoToAnotherOne() throws Exception {
    it.namespace("retry");
    it.replicaSet("retry", "v1", python, 2, Map.of());
    it.service("retry", "all", Map.of("app", "retry"));
    it.route("retry", Map.of("all", 1));
    it.awaitReady("retry", "v1", 2);
    Load load = Load.start(it.http, it.address("/retry"), 100);
    Pod victim = it.pods("retry").get(0);
    String ip = victim.getStatus().getPodIP();
    it.http
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://" + ip + ":8080/crash")).build(),
            HttpResponse.BodyHandlers.discarding())
        .handle((response, failure) -> "it hangs up")
        .join();
    it.client
        .pods()
        .inNamespace("retry")
        .withName(victim.getMetadata().getName())
        .waitUntilCondition(
            pod -> pod.getStatus().getContainerStatuses().get(0).getRestartCount() == 1,
            15,
            TimeUnit.SECONDS);
    it.awaitReady("retry", "v1", 2);
    Map<String, Integer> answers = load.stop();
    assertEquals(List.of("200 v1"), List.copyOf(answers.keySet()), answers.toString());
  }

  @Test
  void weightsHoldAndRequestsAreReported() throws Exception {
    it.namespace("weights");
    it.replicaSet("weights", "stable", python, 1, Map.of());
    it.replicaSet("weights", "canary", python, 1, Map.of());
    for (String version : List.of("stable", "canary")) {
      it.service("weights", version, Map.of(ClusterFixture.HASH, version));
      it.awaitReady("weights", version, 1);
    }
    HTTPRoute route = it.route("weights", Map.of("stable", 90, "canary", 10));
    assertEquals(
        List.of("Accepted True", "ResolvedRefs True"),
        route.getStatus().getParents().get(0).getConditions().stream()
            .map(condition -> condition.getType() + " " + condition.getStatus())
            .toList());
    for (int i = 0; i < 200; i++) {
      assertEquals(200, it.get("/weights/x").statusCode());
    }
    assertEquals(20, reported("weights", "canary"), 1);
    it.route("weights", Map.of("stable", 50, "canary", 50));
    for (int i = 0; i < 100; i++) {
      assertEquals(200, it.get("/weights/x").statusCode());
    }
    assertEquals(70, reported("weights", "canary"), 2);
    GatewayRequest last = it.log.recent().get(it.log.recent().size() - 1);
    assertEquals("weights/route", last.route());
    assertTrue(last.service().startsWith("weights/"));
    assertEquals("/weights/x", last.path());
    assertEquals(GatewayRequest.Outcome.ANSWERED, last.outcome());
    assertTrue(last.pod().startsWith(last.podTemplateHash() + "-"));
  }

  @Test
  void aPodIsGivenWhatItsImageAndItsSpecSay() throws Exception {
    it.namespace("given");
    it.replicaSet("given", "v1", python, 1, Map.of());
    it.awaitReady("given", "v1", 1);
    it.service("given", "all", Map.of("app", "given"));
    it.route("given", Map.of("all", 1));
    Pod pod = it.pods("given").get(0);
    String ip = pod.getStatus().getPodIP();
    assertTrue(ip.startsWith("127.") && !ip.equals("127.0.0.1"), ip);
    assertEquals("v1 " + ip + " 8080 yes /given 127.0.0.1", it.get("/given").body());
    assertEquals("Running", pod.getStatus().getPhase());
    assertTrue(pod.getMetadata().getName().matches("v1-[a-z0-9]{5}"));
    assertEquals("v1", pod.getMetadata().getOwnerReferences().get(0).getName());
    String log = Files.readString(it.cluster.logs("given", pod.getMetadata().getName()));
    assertTrue(log.contains("/app"), log);
    assertEquals(
        log, it.client.pods().inNamespace("given").withName(pod.getMetadata().getName()).getLog());
    byte[] large = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(large);
    HttpResponse<byte[]> echo =
        it.http.send(
            HttpRequest.newBuilder(it.address("/given"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertArrayEquals(large, echo.body());
  }

  @Test
  void javaAndNodeImagesRunToo() throws Exception {
    it.namespace("runtimes");
    it.replicaSet("runtimes", "node", TestServices.node(it.layout), 1, Map.of());
    it.replicaSet("runtimes", "java", TestServices.java(it.layout), 1, Map.of());
    it.service("runtimes", "all", Map.of("app", "runtimes"));
    it.awaitReady("runtimes", "node", 1);
    it.awaitReady("runtimes", "java", 1);
    it.route("runtimes", Map.of("all", 1));
    String both = it.get("/runtimes").body() + it.get("/runtimes").body();
    assertTrue(both.contains("node node"), both);
    assertTrue(both.contains("java " + folder.toRealPath().resolve("work/pods")), both);
  }

  @Test
  void aCrashingContainerBacksOff() throws Exception {
    it.namespace("crash");
    String image =
        it.layout.image(
            "python3.9", List.of("python3", "-c", "import sys; sys.exit(7)"), Map.of("a", ""));
    it.replicaSet("crash", "v1", image, 1, Map.of());
    Pod pod = it.awaitPod("crash", each -> "CrashLoopBackOff".equals(waiting(each)));
    ContainerStatus container = pod.getStatus().getContainerStatuses().get(0);
    assertEquals(1, container.getRestartCount());
    assertEquals(7, container.getLastState().getTerminated().getExitCode());
    assertEquals("Running", pod.getStatus().getPhase());
    assertTrue(container.getState().getWaiting().getMessage().startsWith("back-off 1s restarting"));
    it.awaitPod(
        "crash", each -> each.getStatus().getContainerStatuses().get(0).getRestartCount() == 2);
  }

  @Test
  void aMissingRuntimeAndABadImageAreNamedInTheStatus() throws Exception {
    it.namespace("missing");
    String image = it.layout.image("python99.1", List.of("python3"), Map.of("a", ""));
    it.replicaSet("missing", "v1", image, 1, Map.of());
    Pod pod = it.awaitPod("missing", each -> "CreateContainerError".equals(waiting(each)));
    String ready =
        pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .findFirst()
            .orElseThrow()
            .getMessage();
    assertTrue(ready.contains("the image needs python 99.1 or newer"), ready);
    assertEquals("Pending", pod.getStatus().getPhase());

    it.namespace("absent");
    it.replicaSet("absent", "v1", "shop/none@sha256:" + "0".repeat(64), 1, Map.of());
    Pod absent = it.awaitPod("absent", each -> "ErrImagePull".equals(waiting(each)));
    assertTrue(
        absent
            .getStatus()
            .getContainerStatuses()
            .get(0)
            .getState()
            .getWaiting()
            .getMessage()
            .contains("is not in the image layout"));
  }

  @Test
  void aContainerThatFailsItsLivenessProbeIsStartedAgain() throws Exception {
    it.namespace("liveness");
    it.replicaSet("liveness", "v1", python, 0, Map.of());
    it.awaitReady("liveness", "v1", 0);
    it.client
        .apps()
        .replicaSets()
        .inNamespace("liveness")
        .withName("v1")
        .edit(
            found -> {
              found
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .get(0)
                  .setLivenessProbe(ClusterFixture.probe("/healthz"));
              found.getSpec().setReplicas(1);
              return found;
            });
    it.awaitReady("liveness", "v1", 1);
    it.service("liveness", "all", Map.of("app", "liveness"));
    it.route("liveness", Map.of("all", 1));
    String pod = it.pods("liveness").get(0).getMetadata().getName();
    String ip = it.pods("liveness").get(0).getStatus().getPodIP();
    it.http.send(
        HttpRequest.newBuilder(URI.create("http://" + ip + ":8080/hang")).build(),
        HttpResponse.BodyHandlers.ofString());
    Pod restarted =
        it.awaitPod(
            "liveness",
            each -> each.getStatus().getContainerStatuses().get(0).getRestartCount() == 1);
    assertEquals(pod, restarted.getMetadata().getName());
    it.awaitReady("liveness", "v1", 1);
  }

  @Test
  void errorsAtTheGatewayHaveTheirOwnCodes() throws Exception {
    it.namespace("errors");
    assertEquals(404, it.get("/errors").statusCode());
    it.service("errors", "empty", Map.of("app", "errors"));
    it.route("errors", Map.of("empty", 1));
    assertEquals(503, it.get("/errors").statusCode());
    HTTPRoute unknown = it.route("errors", Map.of("unknown", 1));
    assertEquals(500, it.get("/errors").statusCode());
    assertEquals(
        "BackendNotFound",
        unknown.getStatus().getParents().get(0).getConditions().get(1).getReason());
    it.replicaSet("errors", "v1", python, 1, Map.of());
    it.awaitReady("errors", "v1", 1);
    it.route("errors", Map.of("empty", 1));
    assertEquals(200, it.get("/errors").statusCode());
    assertEquals(504, it.get("/errors/slow=5").statusCode());
  }

  @Test
  void whatCannotBeReadIsAnsweredAndABodyIsNobodysNextRequest() throws Exception {
    it.namespace("raw");
    it.replicaSet("raw", "v1", python, 1, Map.of());
    it.service("raw", "all", Map.of("app", "raw"));
    it.route("raw", Map.of("all", 1));
    it.awaitReady("raw", "v1", 1);
    assertTrue(raw("GET /raw?a=%zz HTTP/1.1\r\nHost: h\r\n\r\n").startsWith("HTTP/1.1 400 "));
    // The service does not read the bodies of GET requests.
    String body = "GET /raw/hidden HTTP/1.1\r\n\r\n";
    String request =
        "GET /raw/seen HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n";
    assertTrue(raw(request + body).contains("/raw/seen"));
    for (int i = 0; i < 5; i++) {
      assertFalse(it.get("/raw").body().contains("hidden"));
    }
  }

  /** Sends a request as it is; what is answered until the end of a header and a short body. */
  private static String raw(String request) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), it.cluster.gateway().getPort())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = new byte[4096];
      int length = 0;
      while (!new String(answer, 0, length, StandardCharsets.ISO_8859_1)
          .matches("(?s).*\r\n\r\n.+")) {
        length += socket.getInputStream().read(answer, length, answer.length - length);
      }
      return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aPodThatDoesNotEndIsKilledAfterItsGracePeriod() throws Exception {
    it.namespace("stubborn");
    it.replicaSet("stubborn", "v1", python, 1, Map.of("STUBBORN", "yes"));
    it.awaitReady("stubborn", "v1", 1);
    Pod pod = it.pods("stubborn").get(0);
    it.client.apps().replicaSets().inNamespace("stubborn").withName("v1").delete();
    var gone = it.client.pods().inNamespace("stubborn").withName(pod.getMetadata().getName());
    gone.waitUntilCondition(each -> each == null, 15, TimeUnit.SECONDS);
    String log = Files.readString(it.cluster.logs("stubborn", pod.getMetadata().getName()));
    assertTrue(log.contains("asked to end"), log);
  }

  @Test
  void scalingDownTakesPodsThatAreNotReadyFirst() throws Exception {
    it.namespace("scale");
    it.replicaSet("scale", "v1", python, 1, Map.of());
    it.awaitReady("scale", "v1", 1);
    String ready = it.pods("scale").get(0).getMetadata().getName();
    scale("scale", "v1", 4);
    it.client
        .apps()
        .replicaSets()
        .inNamespace("scale")
        .withName("v1")
        .waitUntilCondition(
            set -> set != null && set.getStatus().getReplicas() == 4, 15, TimeUnit.SECONDS);
    scale("scale", "v1", 1);
    it.awaitReady("scale", "v1", 1);
    List<String> left =
        it.pods("scale").stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .map(pod -> pod.getMetadata().getName())
            .toList();
    assertEquals(List.of(ready), left);
  }

  @Test
  void theKubeconfigIsPrivateAndWorks() throws Exception {
    Path kubeconfig = it.cluster.kubeconfig();
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)));
    try (KubernetesClient other =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
            .build()) {
      assertNotNull(other.namespaces().withName("default").get());
    }
  }

  @Test
  void anOccupiedPortOrFolderIsNamedAndNothingIsLeftRunning() throws Exception {
    LocalClusterOptions options =
        LocalClusterOptions.in(
            folder.resolve("second"), it.layout.folder(), new SplittableRandom(1));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalClusterException taken =
          assertThrows(
              LocalClusterException.class,
              () -> LocalCluster.start(options.withGatewayPort(other.getLocalPort())));
      assertTrue(String.valueOf(taken.getMessage()).contains("port " + other.getLocalPort()));
    }
    LocalClusterException locked =
        assertThrows(
            LocalClusterException.class,
            () ->
                LocalCluster.start(
                    LocalClusterOptions.in(
                        folder.resolve("work"), it.layout.folder(), new SplittableRandom(1))));
    assertTrue(String.valueOf(locked.getMessage()).contains("another local cluster runs in"));
    LocalCluster again = LocalCluster.start(options);
    again.close();
    again.close();
  }

  @Test
  void closingEndsAllProcesses() throws Exception {
    try (ClusterFixture own = new ClusterFixture(folder.resolve("closing"))) {
      own.namespace("closing");
      own.replicaSet("closing", "v1", TestServices.python(own.layout), 2, Map.of());
      own.awaitReady("closing", "v1", 2);
      List<ProcessHandle> processes;
      try (var records = Files.list(folder.resolve("closing/work/processes"))) {
        processes =
            records
                .map(file -> ProcessHandle.of(Long.parseLong(file.getFileName().toString())))
                .flatMap(Optional::stream)
                .toList();
      }
      assertEquals(2, processes.size());
      own.cluster.close();
      assertFalse(processes.stream().anyMatch(ProcessHandle::isAlive));
      try (var records = Files.list(folder.resolve("closing/work/processes"))) {
        assertEquals(0, records.count());
      }
      assertNotEquals(0, own.cluster.api().getPort());
    }
  }

  private static double reported(String namespace, String hash) {
    return it.log.recent().stream()
        .filter(request -> request.route().equals(namespace + "/route"))
        .filter(request -> request.podTemplateHash().equals(hash))
        .count();
  }

  private static void scale(String namespace, String name, int replicas) {
    it.client
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + replicas + "}}");
  }

  private static String waiting(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .filter(state -> state.getWaiting() != null)
        .map(state -> state.getWaiting().getReason())
        .findFirst()
        .orElse("");
  }
}
