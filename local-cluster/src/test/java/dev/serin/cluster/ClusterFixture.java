package dev.serin.cluster;

import dev.serin.cluster.testing.TestLayout;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A cluster with images in it, and short words for what tests do with it. */
final class ClusterFixture implements AutoCloseable {
  static final String HASH = "rollouts-pod-template-hash";
  private static final long PATIENCE_SECONDS = 15;

  final RequestLog log = new RequestLog(100_000);
  final TestLayout layout;
  final LocalCluster cluster;
  final KubernetesClient client;
  final HttpClient http = HttpClient.newHttpClient();

  ClusterFixture(Path folder) throws Exception {
    layout = new TestLayout(folder.resolve("layout"));
    cluster =
        LocalCluster.start(
            LocalClusterOptions.in(
                    folder.resolve("work"), layout.folder(), new SplittableRandom(42))
                .withObserver(log)
                .withRequestTimeout(Duration.ofSeconds(2))
                .withRestartBackoff(Duration.ofSeconds(1)));
    client = cluster.client();
  }

  void namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** A ReplicaSet of an image, whose pods are named after its version. */
  ReplicaSet replicaSet(
      String namespace, String name, String image, int replicas, Map<String, String> environment) {
    Map<String, String> labels = Map.of("app", namespace, HASH, name);
    ReplicaSetBuilder set =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .withNewSelector()
            .withMatchLabels(labels)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(2L)
            .addNewContainer()
            .withName("service")
            .withImage(image)
            .addNewPort()
            .withName("http")
            .withContainerPort(8080)
            .endPort()
            .addNewEnv()
            .withName("VERSION")
            .withValue(name)
            .endEnv()
            .withReadinessProbe(probe("/readyz"))
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec();
    ReplicaSet built = set.build();
    environment.forEach(
        (variable, value) ->
            built
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv()
                .add(new EnvVarBuilder().withName(variable).withValue(value).build()));
    return client.resource(built).create();
  }

  static Probe probe(String path) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(2)
        .build();
  }

  void service(String namespace, String name, Map<String, String> selector) {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withSelector(selector)
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withNewTargetPort("http")
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  /** A route for /NAMESPACE with these weights, once the gateway obeys it. */
  HTTPRoute route(String namespace, Map<String, Integer> weights) throws Exception {
    HTTPRouteBuilder route =
        new HTTPRouteBuilder()
            .withNewMetadata()
            .withName("route")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .addNewParentRef()
            .withName("serin")
            .endParentRef()
            .addNewRule()
            .addNewMatch()
            .withNewPath()
            .withType("PathPrefix")
            .withValue("/" + namespace)
            .endPath()
            .endMatch()
            .endRule()
            .endSpec();
    for (Map.Entry<String, Integer> weight : weights.entrySet()) {
      route
          .editSpec()
          .editFirstRule()
          .addNewBackendRef()
          .withName(weight.getKey())
          .withPort(80)
          .withWeight(weight.getValue())
          .endBackendRef()
          .endRule()
          .endSpec();
    }
    HTTPRoute applied = client.resource(route.build()).createOr(it -> it.update());
    return client
        .resources(HTTPRoute.class)
        .inNamespace(namespace)
        .withName("route")
        .waitUntilCondition(
            current ->
                current != null
                    && current.getStatus() != null
                    && !current.getStatus().getParents().isEmpty()
                    && current.getStatus().getParents().get(0).getConditions().stream()
                        .allMatch(
                            condition ->
                                applied
                                    .getMetadata()
                                    .getGeneration()
                                    .equals(condition.getObservedGeneration())),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  void awaitReady(String namespace, String replicaSet, int ready) {
    client
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withName(replicaSet)
        .waitUntilCondition(
            set ->
                set != null
                    && set.getStatus() != null
                    && Integer.valueOf(ready).equals(set.getStatus().getReadyReplicas())
                    && Integer.valueOf(ready).equals(set.getStatus().getReplicas()),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  /** The only pod of a namespace, once it is like this. */
  Pod awaitPod(String namespace, Predicate<Pod> condition) {
    return client
        .pods()
        .inNamespace(namespace)
        .waitUntilCondition(
            pod -> pod != null && condition.test(pod), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  List<Pod> pods(String namespace) {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  URI address(String path) {
    return cluster.gateway().resolve(path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
