package dev.serin.demo.place.remote;

import dev.serin.argo.rollout.Rollout;
import dev.serin.demo.measure.Observation;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.place.DemoException;
import dev.serin.demo.place.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A namespace of a cluster, with a Gateway and the agent in it. */
final class RemotePlace implements Place {
  private static final Duration MOST_START = Duration.ofMinutes(3);
  private static final Duration MOST_END = Duration.ofMinutes(3);
  private static final Duration MOST_COUNTING = Duration.ofSeconds(20);
  private static final int LOG_LINES = 20;

  private final KubernetesClient client;
  private final RemoteSettings settings;
  private final TrafficLog atGateway;
  private Optional<URI> gateway = Optional.empty();
  private boolean closed;

  private RemotePlace(KubernetesClient client, RemoteSettings settings, TrafficLog atGateway) {
    this.client = client;
    this.settings = settings;
    this.atGateway = atGateway;
  }

  /** Makes the namespace; it is deleted when the place is closed. */
  static RemotePlace create(
      KubernetesClient client, RemoteSettings settings, TrafficLog atGateway) {
    RemotePlace place = new RemotePlace(client, settings, atGateway);
    // Whoever has a namespace of that name keeps it: creating it fails then.
    place.add(Objects.namespace(settings.namespace()));
    return place;
  }

  void add(List<HasMetadata> objects) {
    for (HasMetadata object : objects) {
      try {
        client.resource(object).create();
      } catch (KubernetesClientException refused) {
        throw new DemoException(
            "The cluster refuses "
                + object.getKind()
                + " "
                + object.getMetadata().getName()
                + ": "
                + Causes.innermost(refused),
            refused);
      }
    }
  }

  @Override
  public void awaitReady() throws InterruptedException {
    URI address =
        await(
            () -> settings.gatewayAddress().or(this::addressInStatus),
            () -> "The Gateway has no address; its status: " + gatewayStatus());
    gateway = Optional.of(address);
    await(
        () -> agentIsReady() ? Optional.of(true) : Optional.empty(),
        () -> "The agent is not ready:\n" + String.join("\n", stateOfAgent()));
  }

  private <T> T await(Supplier<Optional<T>> look, Supplier<String> complaint)
      throws InterruptedException {
    long giveUp = System.nanoTime() + MOST_START.toNanos();
    Optional<T> found = look.get();
    while (found.isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw new DemoException(complaint.get());
      }
      TimeUnit.MILLISECONDS.sleep(300);
      found = look.get();
    }
    return found.get();
  }

  private Optional<URI> addressInStatus() {
    return Optional.ofNullable(gatewayObject())
        .map(Gateway::getStatus)
        .filter(RemotePlace::isProgrammed)
        .flatMap(status -> status.getAddresses().stream().findFirst())
        .map(address -> URI.create("http://" + address.getValue()));
  }

  private static boolean isProgrammed(GatewayStatus status) {
    return status.getConditions().stream()
        .anyMatch(each -> each.getType().equals("Programmed") && each.getStatus().equals("True"));
  }

  private Gateway gatewayObject() {
    return client
        .resources(Gateway.class)
        .inNamespace(settings.namespace())
        .withName(Objects.GATEWAY)
        .get();
  }

  private String gatewayStatus() {
    return Optional.ofNullable(gatewayObject())
        .map(Gateway::getStatus)
        .map(Object::toString)
        .orElse("none");
  }

  private boolean agentIsReady() {
    return agentPods().stream()
        .flatMap(pod -> pod.getStatus().getConditions().stream())
        .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
  }

  private List<Pod> agentPods() {
    return client
        .pods()
        .inNamespace(settings.namespace())
        .withLabel("app.kubernetes.io/name", Objects.AGENT)
        .list()
        .getItems();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public URI gateway() {
    return gateway.orElseThrow(() -> new IllegalStateException("the Gateway is not ready"));
  }

  @Override
  public void checkAgent() {
    boolean restarted =
        agentPods().stream()
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .anyMatch(container -> container.getRestartCount() > 0);
    if (restarted) {
      throw new DemoException(
          "The deploy agent ended and was started again:\n" + String.join("\n", stateOfAgent()));
    }
  }

  private List<String> stateOfAgent() {
    return agentPods().stream()
        .map(pod -> pod.getMetadata().getName() + ": " + pod.getStatus().getContainerStatuses())
        .toList();
  }

  @Override
  public List<String> introduction() {
    return List.of(
        "cluster       " + client.getMasterUrl() + ", namespace " + settings.namespace(),
        "gateway       "
            + gateway()
            + ": splits requests between the stable version and the canary",
        "deploy agent  a pod in the namespace: shifts requests to the canary, watches it,"
            + " promotes it or takes it back");
  }

  @Override
  public List<String> toLookAt() {
    return List.of(
        "  what is in the cluster:",
        "    kubectl"
            + settings.kubeconfig().map(file -> " --kubeconfig " + file).orElse("")
            + settings.context().map(name -> " --context " + name).orElse("")
            + " -n "
            + settings.namespace()
            + " get rollouts,httproutes,pods");
  }

  @Override
  public List<String> endOfAgentLog() {
    return agentPods().stream()
        .map(pod -> pod.getMetadata().getName())
        .map(
            name ->
                client
                    .pods()
                    .inNamespace(settings.namespace())
                    .withName(name)
                    .tailingLines(LOG_LINES)
                    .getLog())
        .flatMap(String::lines)
        .toList();
  }

  @Override
  public void answered(Observation observation, String servedBy, Optional<Rollout> rollout) {
    atGateway.add(observation.answeredBy(ServedBy.version(servedBy, rollout)));
  }

  @Override
  public Optional<Counted> counted(String service, String podTemplateHash)
      throws InterruptedException {
    if (settings.prometheus().isEmpty()) {
      return Optional.empty();
    }
    Prometheus prometheus = new Prometheus(settings.prometheus().get());
    long giveUp = System.nanoTime() + MOST_COUNTING.toNanos();
    Counted counted = new Counted(0, 0);
    try {
      // What the canary did last is scraped a moment later.
      while (counted.failed() == 0 && System.nanoTime() < giveUp) {
        TimeUnit.MILLISECONDS.sleep(500);
        counted = prometheus.count(settings.namespace(), service, podTemplateHash);
      }
      return Optional.of(counted);
    } catch (IOException problem) {
      throw new DemoException("Prometheus cannot be asked: " + problem.getMessage(), problem);
    }
  }

  /** Deletes the namespace, and returns when all that was in it is gone. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The client gives up in a thread that is to stop; what is in the cluster must go all the same.
    boolean interrupted = Thread.interrupted();
    try (client) {
      interrupted |= removeNamespace();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean removeNamespace() {
    boolean interrupted = false;
    long giveUp = System.nanoTime() + MOST_END.toNanos();
    client.namespaces().withName(settings.namespace()).delete();
    while (client.namespaces().withName(settings.namespace()).get() != null) {
      if (System.nanoTime() > giveUp) {
        throw new DemoException(
            "The namespace "
                + settings.namespace()
                + " is being deleted and still there: look at it with kubectl get namespace");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(300);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
