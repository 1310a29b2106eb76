package dev.serin.agent;

import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends a steady load through a route: by weight to a Service, by selector to a version's pods. */
final class FakeGateway implements AutoCloseable {

  private static final int REQUESTS_PER_TICK = 2;
  private static final int TICK_MILLIS = 10;

  private final FakeCluster cluster;
  private final SharedIndexInformer<HTTPRoute> routes;
  private final SharedIndexInformer<Service> services;
  private final Random random = new Random(7);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();

  FakeGateway(FakeCluster cluster) {
    this.cluster = cluster;
    KubernetesClient client = cluster.client();
    routes = client.resources(HTTPRoute.class).inNamespace(FakeCluster.NAMESPACE).inform();
    services = client.services().inNamespace(FakeCluster.NAMESPACE).inform();
  }

  /** Starts the load; it never stops until the gateway is closed. */
  void start() {
    var unused = load.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Requests that found no pod. */
  long lost() {
    return lost.get();
  }

  /** Requests that a pod failed. */
  long failed() {
    return failed.get();
  }

  /** Waits until so many requests have failed. */
  synchronized void awaitFailed(long count) throws InterruptedException {
    while (failed.get() < count) {
      wait();
    }
  }

  private synchronized void oneMoreFailed() {
    failed.incrementAndGet();
    notifyAll();
  }

  private void tick() {
    for (HTTPRoute route : routes.getStore().list()) {
      for (int count = 0; count < REQUESTS_PER_TICK; count++) {
        List<FakePod> pods = cluster.podsOf(version(backend(route)));
        if (pods.isEmpty()) {
          lost.incrementAndGet();
        } else if (!pods.get(random.nextInt(pods.size())).request()) {
          oneMoreFailed();
        }
      }
    }
  }

  private String backend(HTTPRoute route) {
    List<HTTPBackendRef> backends = route.getSpec().getRules().get(0).getBackendRefs();
    int point = random.nextInt(backends.stream().mapToInt(HTTPBackendRef::getWeight).sum());
    for (HTTPBackendRef backend : backends) {
      point -= backend.getWeight();
      if (point < 0) {
        return backend.getName();
      }
    }
    throw new IllegalStateException("weights of " + backends);
  }

  /** The version that a Service selects; empty when it selects any. */
  private String version(String service) {
    Service known = services.getStore().getByKey(FakeCluster.NAMESPACE + "/" + service);
    return known == null
        ? ""
        : known.getSpec().getSelector().getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  @Override
  public void close() {
    load.shutdownNow();
  }
}
