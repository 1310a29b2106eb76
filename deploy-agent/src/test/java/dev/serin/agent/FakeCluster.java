package dev.serin.agent;

import dev.serin.agent.wire.LeanSerialization;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An API server in memory (fabric8's mock in CRUD mode) with what a cluster does around it: each
 * ReplicaSet gets its pods at once, and every pod is ready and counts requests.
 */
final class FakeCluster implements AutoCloseable {

  static final String NAMESPACE = "shop";

  private final MergingDispatcher api = new MergingDispatcher();
  private final KubernetesMockServer server =
      new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
  private final List<KubernetesClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService controller = Executors.newSingleThreadExecutor();
  private final Map<String, Map<String, FakePod>> pods = new ConcurrentHashMap<>();
  private final AtomicInteger addresses = new AtomicInteger();
  private final KubernetesClient client;
  private final int port;

  FakeCluster() throws IOException {
    server.init();
    for (Class<? extends CustomResource<?, ?>> type :
        List.of(Rollout.class, AnalysisRun.class, AnalysisTemplate.class)) {
      server.expectCustomResource(CustomResourceDefinitionContext.fromCustomResourceType(type));
    }
    client = connect(server.getPort(), new KubernetesSerialization());
    try (FakePod probe = new FakePod("127.0.0.1", 0, false, threads)) {
      port = probe.port();
    }
    client
        .apps()
        .replicaSets()
        .inNamespace(NAMESPACE)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(ReplicaSet replicaSet) {
                controller.execute(() -> run(replicaSet));
              }

              @Override
              public void onUpdate(ReplicaSet before, ReplicaSet after) {
                if (!Objects.equals(before.getSpec(), after.getSpec())) {
                  controller.execute(() -> run(after));
                }
              }

              @Override
              public void onDelete(ReplicaSet replicaSet, boolean unknown) {
                controller.execute(() -> scale(replicaSet, 0));
              }
            });
  }

  /** The port on which every pod shows its metrics. */
  int metricsPort() {
    return port;
  }

  /** A client such as agents have, its own for each who asks; closed with the cluster. */
  KubernetesClient newClient() {
    return newClient(server.getPort());
  }

  /** A client that talks to the API server through a port; it leaves retries to its user. */
  KubernetesClient newClient(int port) {
    return connect(port, LeanSerialization.create());
  }

  private KubernetesClient connect(int port, KubernetesSerialization serialization) {
    KubernetesClient fresh =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + port)
                    .withRequestRetryBackoffLimit(0)
                    .withRequestTimeout(5_000)
                    .withConnectionTimeout(2_000)
                    .build())
            .withKubernetesSerialization(serialization)
            .build();
    clients.add(fresh);
    return fresh;
  }

  /** The port of the API server. */
  int apiPort() {
    return server.getPort();
  }

  /** Makes the API server fail every patch of paths that end like this; null ends it. */
  void failPatchesOf(@Nullable String end) {
    api.failPatchesOf(end);
  }

  KubernetesClient client() {
    return client;
  }

  /** The pods of one version; of all versions if it is empty. */
  List<FakePod> podsOf(String version) {
    if (version.isEmpty()) {
      return pods.values().stream()
          .flatMap(running -> List.copyOf(running.values()).stream())
          .toList();
    }
    return List.copyOf(pods.getOrDefault(version, Map.of()).values());
  }

  private void run(ReplicaSet replicaSet) {
    int replicas = Objects.requireNonNullElse(replicaSet.getSpec().getReplicas(), 1);
    scale(replicaSet, replicas);
    client
        .resource(replicaSet)
        .editStatus(
            current -> {
              current =
                  current
                      .edit()
                      .editMetadata()
                      .withResourceVersion(null)
                      .endMetadata()
                      .editOrNewStatus()
                      .withReplicas(replicas)
                      .withReadyReplicas(replicas)
                      .withAvailableReplicas(replicas)
                      .withObservedGeneration(current.getMetadata().getGeneration())
                      .endStatus()
                      .build();
              return current;
            });
  }

  private void scale(ReplicaSet replicaSet, int replicas) {
    String version = replicaSet.getMetadata().getLabels().get(ArgoNames.POD_TEMPLATE_HASH);
    Map<String, FakePod> running =
        pods.computeIfAbsent(version, any -> Collections.synchronizedMap(new LinkedHashMap<>()));
    while (running.size() < replicas) {
      start(replicaSet, running);
    }
    while (running.size() > replicas) {
      String name = running.keySet().iterator().next();
      FakePod stopped = Objects.requireNonNull(running.remove(name));
      client.pods().inNamespace(NAMESPACE).withName(name).delete();
      stopped.close();
    }
  }

  private void start(ReplicaSet replicaSet, Map<String, FakePod> running) {
    int number = addresses.incrementAndGet();
    String name = replicaSet.getMetadata().getName() + "-" + number;
    String ip = "127.77." + number / 250 + "." + (1 + number % 250);
    String image = replicaSet.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    try {
      running.put(name, new FakePod(ip, port, image.contains("bad"), threads));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    Pod pod =
        new PodBuilder()
            .withMetadata(replicaSet.getSpec().getTemplate().getMetadata())
            .editMetadata()
            .withNamespace(NAMESPACE)
            .withName(name)
            .endMetadata()
            .withSpec(replicaSet.getSpec().getTemplate().getSpec())
            .withNewStatus()
            .withPodIP(ip)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    client.resource(pod).create();
  }

  /** All versions of objects of a kind, in the order in which they were written, from now on. */
  <T extends HasMetadata> Recording<T> record(Class<T> type) {
    Recording<T> recording = new Recording<>();
    client.resources(type).inNamespace(NAMESPACE).inform(recording);
    return recording;
  }

  @Override
  public void close() {
    controller.shutdownNow();
    clients.forEach(KubernetesClient::close);
    pods.values().forEach(running -> running.values().forEach(FakePod::close));
    threads.shutdownNow();
    server.destroy();
  }
}
